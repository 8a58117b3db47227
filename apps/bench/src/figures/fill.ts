/**
 * Files with a past: one thread is made by the runtime, and its rows are repeated in SQL under other ids. A million
 * are there in a minute, and each of them is what the runtime would have written.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createRuntime } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';
import { prompt } from '../contest/workload.ts';
import { isolated, type Say } from './isolated.ts';
import { brief, endless, overloaded } from './providers.ts';
import { repeat, template } from './repeat.ts';

/** Where the last run of each thread stays, and the model that leaves it there. */
const providers = { completed: brief, retrying: overloaded, running: endless };

export interface Past {
  file: string;
  threads: number;
  runsInThread: number;
  /** `running`: with a part of its answer in a checkpoint, as in a process that was killed. */
  until: keyof typeof providers;
}

/** In a process of its own, as it takes a while: whoever waits for it can be interrupted. */
export const fill = (past: Past, say: Say): Promise<void> =>
  isolated(import.meta.url, writePast, past, say);

export async function writePast(
  { file, threads, runsInThread, until }: Past,
  say: Say,
): Promise<void> {
  let ids = 0;
  const store = sqliteStore(file);
  const runtime = await createRuntime({
    store,
    provider: providers[until],
    newId: () => `${template}-${++ids}`,
    policy: { baseMs: 3_600_000, maxMs: 3_600_000 },
    checkpointMs: 1,
  });
  const thread = runtime.thread(template);
  for (let count = 0; count < runsInThread; count++) {
    const run = await thread.start({ prompt });
    const isThere = () =>
      run.getSnapshot().value === until &&
      (until !== 'running' || store.findStreamingMessage(run.id) !== undefined);
    while (!isThere()) await sleep(1);
  }
  runtime.close();
  repeat(file, threads, say);
}
