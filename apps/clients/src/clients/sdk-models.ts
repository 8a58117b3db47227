/** The AI SDK's providers that the workspace depends on. */
import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createCohere } from '@ai-sdk/cohere';
import { createDeepSeek } from '@ai-sdk/deepseek';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createMistral } from '@ai-sdk/mistral';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { createGateway } from 'ai';
import type { SdkModel } from './ai-sdk.ts';
import { apiKey, model } from './client.ts';

export const sdkModels: readonly SdkModel[] = [
  {
    name: 'openai responses',
    package: '@ai-sdk/openai',
    provider: 'openai',
    wire: 'responses',
    model: (baseURL) => createOpenAI({ baseURL, apiKey }).responses(model),
  },
  {
    name: 'openai chat',
    package: '@ai-sdk/openai',
    provider: 'openai',
    wire: 'chat',
    model: (baseURL) => createOpenAI({ baseURL, apiKey }).chat(model),
  },
  {
    name: 'anthropic',
    package: '@ai-sdk/anthropic',
    provider: 'anthropic',
    wire: 'anthropic',
    model: (baseURL) => createAnthropic({ baseURL, apiKey })(model),
  },
  {
    name: 'google',
    package: '@ai-sdk/google',
    provider: 'google',
    wire: 'gemini',
    model: (baseURL) => createGoogleGenerativeAI({ baseURL, apiKey })(model),
  },
  {
    name: 'mistral',
    package: '@ai-sdk/mistral',
    provider: 'mistral',
    wire: 'mistral',
    model: (baseURL) => createMistral({ baseURL, apiKey })(model),
  },
  {
    name: 'cohere',
    package: '@ai-sdk/cohere',
    provider: 'cohere',
    wire: 'cohere',
    model: (baseURL) => createCohere({ baseURL, apiKey })(model),
  },
  {
    name: 'amazon-bedrock',
    package: '@ai-sdk/amazon-bedrock',
    provider: 'bedrock',
    wire: 'bedrock',
    model: (baseURL) => createAmazonBedrock({ baseURL, apiKey, region: 'eu-central-1' })(model),
  },
  {
    name: 'deepseek',
    package: '@ai-sdk/deepseek',
    provider: 'deepseek',
    wire: 'chat',
    model: (baseURL) => createDeepSeek({ baseURL, apiKey })(model),
  },
  {
    name: 'openai-compatible',
    package: '@ai-sdk/openai-compatible',
    provider: '',
    wire: 'chat',
    model: (baseURL) => createOpenAICompatible({ name: 'any', baseURL })(model),
  },
  {
    name: 'gateway',
    package: 'ai',
    provider: 'gateway',
    wire: 'gateway',
    model: (baseURL) => createGateway({ baseURL, apiKey })(model),
  },
];
