/** A client whose events were pruned while it was away takes the view of the thread, and goes on (G8). */
import { answer, scripted } from '@perdure/providers/scripted';
import { memoryStore } from '@perdure/runtime/memory';
import { textOf } from '@perdure/thread';
import { expect, it, vi } from 'vitest';
import { connectThread } from '../src/client/index.ts';
import { serve } from './server.ts';

it('in the middle of a log, at its start, and live after that', async () => {
  const store = memoryStore();
  const server = await serve(scripted(answer('Yes.')), { store });
  const open = () => connectThread({ url: `${server.url}/api`, threadId: 't1' });
  const thread = open();
  const start = async (prompt: string) => {
    const run = await server.runtime.thread('t1').start({ prompt });
    await run.done();
  };
  const reading = thread.subscribe(() => {});
  await start('1');
  await vi.waitFor(() => expect(thread.getSnapshot().runs[0]?.state).toBe('completed'));
  reading.unsubscribe();
  for (const prompt of ['2', '3']) await start(prompt);
  store.prune({ before: Number.MAX_SAFE_INTEGER, limit: 500 });
  expect(store.events('t1', 0, 500)).toHaveLength(1);
  const fresh = open();
  for (const one of [thread, fresh]) one.subscribe(() => {});
  const isShown = (...texts: string[]) =>
    vi.waitFor(() => {
      for (const { getSnapshot } of [thread, fresh])
        expect(getSnapshot().messages.map(textOf)).toEqual(texts);
    }, 5_000);
  await isShown('1', 'Yes.', '2', 'Yes.', '3', 'Yes.');
  await start('4');
  await isShown('1', 'Yes.', '2', 'Yes.', '3', 'Yes.', '4', 'Yes.');
  await vi.waitFor(() =>
    expect(thread.getSnapshot().runs.map(({ state }) => state)).toEqual(Array(4).fill('completed')),
  );
  server.cut();
  await start('5');
  await isShown('1', 'Yes.', '2', 'Yes.', '3', 'Yes.', '4', 'Yes.', '5', 'Yes.');
});
