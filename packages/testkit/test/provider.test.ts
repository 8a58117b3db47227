/** Tests of the led provider: it does what the test tells it, and nothing else. */
import { createRuntime, type ProviderRequest } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { textOf } from '@perdure/thread';
import { expect, it, onTestFinished } from 'vitest';
import { httpError, LedCall, ledProvider } from '../src/provider/index.ts';

const text = (value: string) => ({ type: 'text', text: value }) as const;
const finish = { type: 'finish', reason: 'stop' } as const;

function request(abort = new AbortController()): ProviderRequest {
  const ids = { threadId: 't1', runId: 'r1', idempotencyKey: 'r1/1', retryCount: 0 };
  const file = () => Promise.reject(new Error('There are no files.'));
  return { ...ids, messages: [], answer: null, signal: abort.signal, file };
}

it('leads a run over a failed attempt, call by call', async () => {
  const led = ledProvider();
  const runtime = await createRuntime({
    store: memoryStore(),
    provider: led.provider,
    policy: { baseMs: 0 },
  });
  onTestFinished(() => runtime.close());
  const thread = runtime.thread('t1');
  const run = await thread.start({ prompt: 'Why?' });
  const first = await led.call(run.runId);
  first.send(text('Half a sen'));
  first.fail(httpError(503));
  (await led.call(run.runId, 2)).send(text('Whole.'), finish);
  expect(await run.done()).toMatchObject({ status: 'completed', retryCount: 1 });
  expect(thread.getSnapshot().messages.map(textOf)).toEqual(['Why?', 'Whole.']);
  expect(led.callsOf(run.runId)).toHaveLength(2);
  expect(led.callsOf('nobody')).toEqual([]);
});

it('yields chunks sent before and after they are asked for, in order', async () => {
  const call = new LedCall(request());
  const stream = call.chunks();
  call.send(text('1'), text('2'));
  expect((await stream.next()).value).toEqual(text('1'));
  expect((await stream.next()).value).toEqual(text('2'));
  const third = stream.next();
  call.send(text('3'));
  expect((await third).value).toEqual(text('3'));
  call.end();
  expect(await stream.next()).toMatchObject({ done: true });
});

it('fails with the reason of its signal, unless told otherwise', async () => {
  const abort = new AbortController();
  const [obedient, deaf] = [
    new LedCall(request(abort)),
    new LedCall(request(abort), { onAbort() {} }),
  ];
  const [first, second] = [obedient.chunks().next(), deaf.chunks().next()];
  abort.abort(new Error('stopped'));
  await expect(first).rejects.toThrow('stopped');
  deaf.send(text('still here'));
  expect((await second).value).toEqual(text('still here'));
  await expect(new LedCall(request(abort)).chunks().next()).rejects.toThrow('stopped');
});

it('says when it starts, and which chunks the reader has read on after', async () => {
  const seen: string[] = [];
  const call = new LedCall(request(), {
    onStart: () => seen.push('start'),
    onRead: (chunk) => seen.push(chunk.type),
  });
  const stream = call.chunks();
  expect(seen).toEqual([]);
  call.send(text('1'), finish);
  await stream.next();
  expect(seen).toEqual(['start']);
  await stream.next();
  expect(seen).toEqual(['start', 'text']);
});
