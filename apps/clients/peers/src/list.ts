/** The surfaces whose packages are installed apart. Their module can be loaded once they are. */
import { sdkAdapter, sdkClient } from '../../src/clients/ai-sdk.ts';
import type { Adapter, Client } from '../../src/clients/client.ts';
import { bedrockHttp1, bedrockHttp2 } from './bedrock.ts';
import { cohere } from './cohere.ts';
import { genai } from './genai.ts';
import { groq } from './groq.ts';
import { langchainClients } from './langchain.ts';
import { mistral } from './mistral.ts';
import { ollama } from './ollama.ts';
import { openrouter } from './openrouter.ts';
import { sdkModels } from './sdk-models.ts';

export const clients: readonly Client[] = [
  genai,
  mistral,
  cohere,
  groq,
  bedrockHttp1,
  bedrockHttp2,
  ollama,
  openrouter,
  ...langchainClients,
  ...sdkModels.map(sdkClient),
];

export const adapters: readonly Adapter[] = sdkModels.map(sdkAdapter);
