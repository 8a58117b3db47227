/** The end of a subscription while the client begins with another log. */
import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { connectThread } from '../src/client/index.ts';

it('who unsubscribes because the view was emptied leaves no request open', async () => {
  const signals: AbortSignal[] = [];
  const thread = connectThread({
    url: 'http://example.test',
    threadId: 't1',
    fetch: async (_, init) => {
      const isFirst = signals.push(init?.signal as AbortSignal) === 1;
      return isFirst ? Response.json({}, { status: 410 }) : new Response(new ReadableStream());
    },
  });
  const { unsubscribe } = thread.subscribe(() => unsubscribe());
  await eventLoopTurn();
  expect(signals.filter(({ aborted }) => !aborted)).toEqual([]);
  expect(thread.connection.getSnapshot()).toBe('idle');
});
