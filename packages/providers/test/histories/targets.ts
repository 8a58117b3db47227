/** The adapter of the AI SDK for each model of the histories, with a service that takes down what it is asked. */
import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createCohere } from '@ai-sdk/cohere';
import { createDeepSeek } from '@ai-sdk/deepseek';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createMistral } from '@ai-sdk/mistral';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { AiSdkSettings } from '@perdure/providers/ai-sdk';
import { type ModelName, models } from '@perdure/testkit/histories';
import type { ValidatorOptions } from '@perdure/testkit/validators';
import type { LanguageModel } from 'ai';

export interface Target {
  readonly model: Extract<LanguageModel, { specificationVersion: 'v4' }>;
  readonly settings: AiSdkSettings;
  /** Tools that the provider performs itself. */
  readonly tools: NonNullable<AiSdkSettings['tools']>;
  readonly chat?: ValidatorOptions['chat'];
  /** Rules that the adapter breaks by itself, whatever it is given. */
  readonly brokenRules?: readonly string[];
}

type MakeTarget = (options: { apiKey: string; fetch: typeof globalThis.fetch }) => Target;

const idOf = (name: ModelName): string => models[name].origin.model;
const none = { settings: {}, tools: {} } as const;

const claude =
  (name: ModelName, settings: AiSdkSettings): MakeTarget =>
  (options) => {
    const anthropic = createAnthropic(options);
    const tools = { web_search: anthropic.tools.webSearch_20250305() };
    return { model: anthropic(idOf(name)), settings, tools };
  };

const gpt =
  (name: ModelName, store: boolean): MakeTarget =>
  (options) => {
    const openai = createOpenAI(options);
    const settings = { providerOptions: { openai: { store } } };
    return { model: openai(idOf(name)), settings, tools: { web_search: openai.tools.webSearch() } };
  };

const gemini =
  (name: ModelName): MakeTarget =>
  (options) => {
    const google = createGoogleGenerativeAI(options);
    const tools = { code_execution: google.tools.codeExecution({}) };
    return { model: google(idOf(name)), settings: {}, tools };
  };

const thinking = { type: 'enabled', budgetTokens: 1_024 } as const;

/** Makes the adapter of each model. `fetch` is called with each of its requests. */
export const targets: Readonly<Record<ModelName, MakeTarget>> = {
  claudeThinking: claude('claudeThinking', { providerOptions: { anthropic: { thinking } } }),
  claude: claude('claude', {}),
  gptStored: gpt('gptStored', true),
  gptEncrypted: gpt('gptEncrypted', false),
  gptChat: (options) => ({ ...none, model: createOpenAI(options).chat(idOf('gptChat')) }),
  kimi: (options) => {
    const kimi = createOpenAICompatible({ ...options, name: 'kimi', baseURL: 'http://localhost' });
    return { ...none, model: kimi(idOf('kimi')) };
  },
  deepseek: (options) => ({
    ...none,
    model: createDeepSeek(options)(idOf('deepseek')),
    chat: 'deepseek',
    // It sends an image of a tool as it is, and no model of DeepSeek takes one.
    brokenRules: ['imageRole'],
  }),
  gemini3: gemini('gemini3'),
  gemini2: gemini('gemini2'),
  mistral: (options) => ({
    ...none,
    model: createMistral(options)(idOf('mistral')),
    chat: 'mistral',
  }),
  bedrock: (options) => ({
    ...none,
    model: createAmazonBedrock({ ...options, region: 'eu-central-1' })(idOf('bedrock')),
  }),
  cohere: (options) => ({ ...none, model: createCohere(options)(idOf('cohere')) }),
};
