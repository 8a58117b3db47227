/**
 * Database files with existing threads. The runtime writes one thread, and SQL copies its rows under other ids: a
 * million threads in a minute, each with the rows that the runtime would have written.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createRuntime } from '@perdure/runtime';
import { StoreWriteError, wrapStore } from '@perdure/runtime/store';
import { sqliteStore } from '@perdure/sqlite';
import { prompt } from '../contest/workload.ts';
import { isolated, type Say } from './isolated.ts';
import { brief, endless, overloaded } from './providers.ts';
import { repeat, template } from './repeat.ts';

/** Providers by the state into which they bring the last run of each thread. */
const providers = { completed: brief, retrying: overloaded, running: endless };

export interface Past {
  file: string;
  threads: number;
  runsInThread: number;
  /** State of the last run of each thread. `running`: a part of the answer is in a checkpoint, as after a kill. */
  until: keyof typeof providers;
}

/** Fills a file, in a process of its own, so that the bench can be interrupted in the meantime. */
export const fill = (past: Past, say: Say): Promise<void> =>
  isolated(import.meta.url, writePast, past, say);

export async function writePast(
  { file, threads, runsInThread, until }: Past,
  say: Say,
): Promise<void> {
  let ids = 0;
  const store = sqliteStore(file, { durability: 'normal' });
  let isKilled = false;
  const mortal = wrapStore(store, {
    commit(writes) {
      if (isKilled) throw new StoreWriteError('full', undefined);
      return store.commit(writes);
    },
  });
  const runtime = await createRuntime({
    store: mortal,
    provider: providers[until],
    newId: () => `${template}-${++ids}`,
    policy: { baseMs: 3_600_000, maxMs: 3_600_000 },
    checkpointMs: 1,
  });
  const thread = runtime.thread(template);
  for (let count = 0; count < runsInThread; count++) {
    const run = await thread.start({ prompt });
    const isReached = () =>
      run.getSnapshot().value === until &&
      (until !== 'running' || store.findStreamingMessage(run.id) !== undefined);
    while (!isReached()) await sleep(1);
  }
  // A close would record that the attempt under way has ended in good order.
  isKilled = true;
  await runtime.close();
  repeat(file, threads, say);
}
