/** Comments of a stream of server-sent events are signs of life, though no client hands them on. */
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { startModelServer } from '@perdure/model-server';
import { aiSdk } from '@perdure/providers/ai-sdk';
import type { Chunk, ProviderRequest } from '@perdure/runtime';
import { expect, it, onTestFinished } from 'vitest';

async function answer(as: 'comment' | 'reasoning'): Promise<Chunk[]> {
  const server = await startModelServer({
    tokenDelayMs: 0,
    faults: [{ kind: 'pings', as, count: 5, everyMs: 20 }],
  });
  onTestFinished(() => server.close());
  const model = createOpenAICompatible({ name: 'demo', baseURL: server.baseUrl });
  const request: ProviderRequest = {
    ...{ threadId: 't1', runId: 'r1', idempotencyKey: 'r1/1', retryCount: 0, answer: null },
    messages: [
      {
        id: 'm1',
        runId: 'r1',
        role: 'user',
        status: 'completed',
        parts: [{ type: 'text', text: 'Why is the sky blue?' }],
      },
    ],
    signal: new AbortController().signal,
    file: () => Promise.reject(new Error('There are no files.')),
  };
  return Array.fromAsync(aiSdk(model('perdure-demo'))(request));
}

it.each(['comment', 'reasoning'] as const)('a ping that is a %s', async (as) => {
  const chunks = await answer(as);
  const first = chunks.findIndex(({ type }) => type === 'text');
  const before = chunks.slice(0, first).filter(({ type }) => type === 'alive');
  expect(before.length).toBeGreaterThanOrEqual(5);
  expect(chunks.at(-1)).toMatchObject({ type: 'finish', reason: 'stop' });
});

it('two attempts at once hear their own bytes', async () => {
  const [one, two] = await Promise.all([answer('comment'), answer('comment')]);
  expect(one.filter(({ type }) => type === 'text')).toEqual(
    two.filter(({ type }) => type === 'text'),
  );
});
