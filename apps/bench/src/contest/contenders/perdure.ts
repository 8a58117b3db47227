/** The Perdure runtime on SQLite: with one subscriber, with many subscribers, or with the inspector. */
import { join } from 'node:path';
import { startInspector } from '@perdure/inspect';
import { type Chunk, createRuntime, type RuntimeOptions } from '@perdure/runtime';
import { type SqliteStore, sqliteStore } from '@perdure/sqlite';
import { isDelta } from '@perdure/thread';
import type { Make } from '../contender.ts';
import { piece, prompt } from '../workload.ts';
import { recordedIn } from './recorded.ts';

const text: Chunk = { type: 'text', text: piece };
const finish: Chunk = { type: 'finish', reason: 'stop' };

export const perdure = watchedBy(1);
export const perdureWith10 = watchedBy(10);
export const perdureWith100 = watchedBy(100);

/** One subscriber, and a receiver at the inspector that gets every run. */
export const perdureInspected = watchedBy(1, async (store) => {
  const inspector = await startInspector({ store, port: 0 });
  const receiver = new WebSocket(inspector.socketUrl);
  const first = new Promise((resolve) => {
    receiver.addEventListener('message', resolve, { once: true });
  });
  await new Promise((resolve, reject) => {
    receiver.addEventListener('open', resolve);
    receiver.addEventListener('error', reject);
  });
  return {
    onEvent: inspector.onEvent,
    received: () => first,
    verify() {
      if (receiver.readyState !== WebSocket.OPEN) throw new Error('The receiver was disconnected.');
    },
    async close() {
      receiver.close();
      await inspector.close();
    },
  };
});

interface Inspection {
  onEvent: NonNullable<RuntimeOptions['onEvent']>;
  /** Resolves once the receiver has got something. */
  received(): Promise<unknown>;
  /** @throws {Error} if the receiver gets no more, as one that is too far behind */
  verify(): void;
  close(): Promise<void>;
}

/** A contender with a number of subscribers. Only the first subscriber reports to the probe what it gets. */
function watchedBy(
  subscribers: number,
  inspect?: (store: SqliteStore) => Promise<Inspection>,
): Make {
  return async (folder, durability, probe) => {
    if (durability === 'none') throw new Error('This contender always records.');
    const file = join(folder, 'runs.db');
    const store = sqliteStore(file, { durability });
    const inspection = await inspect?.(store);
    const runtime = await createRuntime({
      store,
      provider: ({ threadId }) => probe.of(threadId).modelAs(text, finish),
      policy: { baseMs: 0, maxMs: 0 },
      ...(inspection !== undefined && { onEvent: inspection.onEvent }),
    });
    return {
      async run(id) {
        const thread = runtime.thread(id);
        const watch = probe.of(id);
        const subscriptions = [
          thread.events$.subscribe((item) => {
            if (isDelta(item) && item.part.type === 'text') watch.got(item.part.text);
          }),
        ];
        let read = 0;
        while (subscriptions.length < subscribers)
          subscriptions.push(thread.events$.subscribe(() => read++));
        const run = await thread.start({ prompt });
        await run.done();
        for (const subscription of subscriptions) subscription.unsubscribe();
        inspection?.verify();
      },
      async recorded(id) {
        await inspection?.received();
        return recordedIn(file, id);
      },
      async close() {
        await inspection?.close();
        await runtime.close();
      },
    };
  };
}
