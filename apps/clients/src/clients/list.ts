/** The surfaces that need no installation of their own. */
import { ownAdapters } from './adapters.ts';
import { sdkAdapter, sdkClient } from './ai-sdk.ts';
import { anthropicCreate, anthropicStream } from './anthropic.ts';
import type { Adapter, Client } from './client.ts';
import { openaiChat, openaiResponses } from './openai.ts';
import { sdkModels } from './sdk-models.ts';

export const clients: readonly Client[] = [
  openaiChat,
  openaiResponses,
  anthropicCreate,
  anthropicStream,
  ...sdkModels.map(sdkClient),
];

export const adapters: readonly Adapter[] = [...ownAdapters, ...sdkModels.map(sdkAdapter)];
