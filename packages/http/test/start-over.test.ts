/** The end of a subscription while the client begins with another log. */
import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { connectThread } from '../src/client/index.ts';

const queued = '{"type":"run.queued","runId":"r1","threadId":"t1","at":0,"seq":1}';

it('who unsubscribes because the view was emptied leaves no request open', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const signals: AbortSignal[] = [];
  const answers = [
    () => new Response(`id: 1\ndata: ${queued}\n\n`),
    () => Response.json({}, { status: 410 }),
  ];
  const thread = connectThread({
    url: 'http://example.test',
    threadId: 't1',
    fetch: async (_, init) => {
      signals.push(init?.signal as AbortSignal);
      return answers[signals.length - 1]?.() ?? new Response(new ReadableStream());
    },
  });
  const { unsubscribe } = thread.subscribe(({ seq }) => {
    if (signals.length > 1 && seq === 0) unsubscribe();
  });
  await eventLoopTurn();
  expect(thread.getSnapshot().seq).toBe(1);
  vi.advanceTimersByTime(2_000);
  await eventLoopTurn();
  expect(signals.length).toBe(3);
  expect(signals.filter(({ aborted }) => !aborted)).toEqual([]);
  expect(thread.connection.getSnapshot()).toBe('idle');
});
