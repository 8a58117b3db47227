/** Anthropic's client: the plain stream, and the stream that collects a message. */
import Anthropic from '@anthropic-ai/sdk';
import type { RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages';
import { apiKey, type Call, type Client, heardTexts, messages, model } from './client.ts';

const clientFor = ({ url, timeoutMs }: Call) =>
  new Anthropic({ baseURL: url, apiKey, maxRetries: 0, timeout: timeoutMs });

const anthropic = {
  package: '@anthropic-ai/sdk',
  provider: 'anthropic',
  wire: 'anthropic',
  timeout: 'headers',
} as const;

const params = { model, messages, max_tokens: 100 };

const textOf = (event: RawMessageStreamEvent) =>
  event.type === 'content_block_delta' && event.delta.type === 'text_delta'
    ? event.delta.text
    : undefined;

export const anthropicCreate: Client = {
  ...anthropic,
  name: 'anthropic create',
  async *listen(call) {
    const { signal } = call;
    const create = clientFor(call).messages.create({ ...params, stream: true }, { signal });
    yield* heardTexts(await create, textOf);
  },
};

export const anthropicStream: Client = {
  ...anthropic,
  name: 'anthropic stream',
  async *listen(call) {
    const stream = clientFor(call).messages.stream(params, { signal: call.signal });
    yield* heardTexts(stream, textOf);
    await stream.finalMessage();
  },
};
