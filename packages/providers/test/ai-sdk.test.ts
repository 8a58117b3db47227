/** The AI SDK as a provider, over HTTP to the model server. */
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { classifyFailure } from '@perdure/failure';
import { type Fault, startModelServer } from '@perdure/model-server';
import type { Chunk, ProviderRequest } from '@perdure/runtime';
import type { Message } from '@perdure/thread';
import { describe, expect, it, onTestFinished } from 'vitest';
import { aiSdk } from '../src/ai-sdk/index.ts';

const user: Message = {
  id: 'm1',
  runId: 'r1',
  role: 'user',
  status: 'completed',
  parts: [{ type: 'text', text: 'Why is the sky blue?' }],
};

async function ask(faults: Fault[], signal = new AbortController().signal) {
  const server = await startModelServer({ tokenDelayMs: 0, faults });
  onTestFinished(() => server.close());
  const model = createOpenAICompatible({
    name: 'demo',
    baseURL: server.baseUrl,
    includeUsage: true,
  });
  const request: ProviderRequest = {
    threadId: 't1',
    runId: 'r1',
    idempotencyKey: 'r1/1',
    retryCount: 0,
    messages: [user],
    answer: null,
    signal,
    file: () => Promise.reject(new Error('There are no files.')),
  };
  return { server, stream: aiSdk(model('perdure-demo'))(request) };
}

const text = (chunks: Chunk[]) =>
  chunks.map((chunk) => (chunk.type === 'text' ? chunk.text : '')).join('');

describe('a model of the AI SDK', () => {
  it('streams its answer, and ends with the reason', async () => {
    const { server, stream } = await ask([]);
    const chunks = await Array.fromAsync(stream);
    expect(text(chunks)).toContain('sky');
    expect(chunks.length).toBeGreaterThan(10);
    expect(chunks.at(-1)).toMatchObject({ type: 'finish', reason: 'stop' });
    expect(server.received()[0]?.messages).toEqual([
      { role: 'user', content: 'Why is the sky blue?' },
    ]);
  });

  it.each<[Fault, object]>([
    [
      { kind: 'status', status: 503 },
      { kind: 'overloaded', status: 503 },
    ],
    [
      { kind: 'status', status: 429, retryAfterSeconds: 5 },
      { kind: 'rateLimited', retryAfterMs: 5_000 },
    ],
    [{ kind: 'status', status: 429, code: 'insufficient_quota' }, { kind: 'quotaExceeded' }],
    [{ kind: 'status', status: 401, code: 'invalid_api_key' }, { kind: 'unauthorized' }],
    [
      { kind: 'status', status: 400, code: 'context_length_exceeded' },
      { kind: 'contextOverflow', retryable: false },
    ],
    [
      { kind: 'status', status: 400, code: 'content_filter' },
      { kind: 'contentFiltered', retryable: false },
    ],
    [{ kind: 'cut', afterTokens: 0 }, { kind: 'brokenStream' }],
    [{ kind: 'cut', afterTokens: 5 }, { kind: 'brokenStream' }],
    [{ kind: 'endEarly', afterTokens: 5 }, { kind: 'brokenStream' }],
    [{ kind: 'errorFrame', afterTokens: 5 }, { kind: 'serverError' }],
  ])(
    'that fails as %j throws an error that is classified as %j, after one request',
    async (fault, failure) => {
      const { server, stream } = await ask([fault]);
      const error = await Array.fromAsync(stream).then(
        () => 'no error',
        (thrown: unknown) => thrown,
      );
      expect(classifyFailure(error)).toMatchObject(failure);
      expect(server.received()).toHaveLength(1);
    },
  );

  it('disconnects when its signal aborts', async () => {
    const abort = new AbortController();
    const { server, stream } = await ask([{ kind: 'stall', afterTokens: 3 }], abort.signal);
    const reading = (async () => {
      for await (const chunk of stream) if (chunk.type === 'text') abort.abort();
    })();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => server.received()[0]?.outcome).toBe('disconnected');
  });
});
