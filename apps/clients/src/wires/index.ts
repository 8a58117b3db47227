/** The wires by name, as they stand in the address of a request. */
import { anthropic } from './anthropic.ts';
import { bedrock } from './bedrock.ts';
import { chat } from './chat.ts';
import { cohere } from './cohere.ts';
import { gateway } from './gateway.ts';
import { gemini } from './gemini.ts';
import { mistral } from './mistral.ts';
import { ollama } from './ollama.ts';
import { responses } from './responses.ts';
import type { Wire } from './wire.ts';

export const wires = {
  chat,
  responses,
  anthropic,
  gemini,
  cohere,
  mistral,
  ollama,
  bedrock,
  gateway,
} satisfies Record<string, Wire>;

export type WireName = keyof typeof wires;
