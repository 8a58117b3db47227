/** Limits and options over HTTP: the same errors as in the process, and statuses that a foreign client understands. */

import { hang, scripted } from '@perdure/providers/scripted';
import { createRuntime } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { describe, expect, it } from 'vitest';
import { connectThread } from '../src/client/index.ts';
import { threadRoutes } from '../src/server/index.ts';
import { raw, serve } from './server.ts';

const provider = scripted([hang]);

describe('a limit of the runtime', () => {
  it('of queued runs is a 409, and the same error at the client', async () => {
    const served = await serve(provider, { limits: { maxQueuedRuns: 1 } });
    const thread = connectThread({ url: `${served.url}/api`, threadId: 't1' });
    await thread.start({ prompt: 'a' });
    await thread.start({ prompt: 'b' });
    await expect(thread.start({ prompt: 'c' })).rejects.toMatchObject({
      name: 'QueueFullError',
      threadId: 't1',
      maxQueuedRuns: 1,
    });
    const answered = await raw(served, {
      method: 'POST',
      path: '/api/threads/t1/runs',
      headers: { 'content-type': 'application/json' },
      body: '{"prompt":"c"}',
    });
    expect(answered.status).toBe(409);
    expect(JSON.parse(answered.text)).toMatchObject({ code: 'queue-full' });
  });

  it('of a prompt, a model and an answer is the same error at the client', async () => {
    const limits = { maxPromptBytes: 100, maxAnswerBytes: 10 };
    const asking = scripted([{ type: 'ask', question: 'Which?' }]);
    const served = await serve(asking, { limits });
    const thread = connectThread({ url: `${served.url}/api`, threadId: 't1' });
    const named = (name: string) => expect.objectContaining({ name });
    await expect(thread.start({ prompt: 'x'.repeat(100) })).rejects.toEqual(
      named('InvalidPromptError'),
    );
    await expect(thread.start({ prompt: 'x', model: '' })).rejects.toEqual(named('InvalidIdError'));
    const { runId } = await thread.start({ prompt: 'x', onQuestion: 'wait' });
    while ((await served.runtime.run(runId))?.getSnapshot().value !== 'awaitingInput')
      await new Promise((resolve) => setImmediate(resolve));
    for (const answer of ['x'.repeat(10), 1n as never, undefined as never])
      await expect(thread.send(runId, { type: 'run.answer', answer })).rejects.toEqual(
        named('InvalidAnswerError'),
      );
    expect(await thread.send(runId, { type: 'run.answer', answer: 'this' })).toEqual({
      accepted: true,
    });
  });
});

describe('an option is refused', () => {
  it.each<[string, Record<string, unknown>]>([
    ['url', { url: undefined }],
    ['url', { url: new URL('http://127.0.0.1/') }],
    ['fetch', { fetch: 'fetch' }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['timeoutMs', { timeoutMs: Number.NaN }],
    ['timeoutMs', { timeoutMs: Infinity }],
    ['timeout', { timeout: 5 }],
  ])('of the client: %s', (option, options) => {
    const connect = () => connectThread({ url: '/api', threadId: 't1', ...options } as never);
    expect(connect).toThrow(expect.objectContaining({ name: 'InvalidOptionError', option }));
  });

  it.each<[string, Record<string, unknown>]>([
    ['heartbeatMs', { heartbeatMs: 0 }],
    ['heartbeatMs', { heartbeatMs: -1 }],
    ['heartbeatMs', { heartbeatMs: Number.NaN }],
    ['heartbeatMs', { heartbeatMs: '15' }],
    ['onError', { onError: 'log' }],
    ['heartbeat', { heartbeat: 15_000 }],
  ])('of the server: %s', async (option, options) => {
    const runtime = await createRuntime({ store: memoryStore(), provider });
    const routes = () => threadRoutes(runtime, options as never);
    expect(routes).toThrow(expect.objectContaining({ name: 'InvalidOptionError', option }));
    threadRoutes(runtime, { heartbeatMs: undefined, onError: undefined } as never);
    await runtime.close();
  });
});
