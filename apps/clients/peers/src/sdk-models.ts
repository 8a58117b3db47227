/** The AI SDK's providers that the workspace does not depend on. */
import { createGroq } from '@ai-sdk/groq';
import { createXai } from '@ai-sdk/xai';
import type { SdkModel } from '../../src/clients/ai-sdk.ts';
import { apiKey, model } from '../../src/clients/client.ts';

export const sdkModels: readonly SdkModel[] = [
  {
    name: 'groq',
    package: '@ai-sdk/groq',
    provider: 'groq',
    wire: 'chat',
    model: (baseURL) => createGroq({ baseURL, apiKey })(model),
  },
  {
    name: 'xai',
    package: '@ai-sdk/xai',
    provider: 'xai',
    wire: 'responses',
    model: (baseURL) => createXai({ baseURL, apiKey })(model),
  },
];
