/** What a run takes of memory that this process has started, and that waits now. */
import { join } from 'node:path';
import { createRuntime } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';
import { prompt } from '../contest/workload.ts';
import { median } from '../statistics.ts';
import { isolated, type Say } from './isolated.ts';
import { settledBytes } from './memory.ts';
import { overloaded } from './providers.ts';

export interface LiveWaits {
  count: number;
  /** By how much the process's resident memory grows, and its heap: medians of the rounds. Below 0 in the noise. */
  bytesPerRun: number;
  heapBytesPerRun: number;
}

export interface Given {
  folder: string;
  /** In each round. */
  count: number;
}

/** Before the first look: what code, caches and the heap's own room take is no run's, and takes so long to settle. */
const warmUp = 20_000;
const rounds = 3;

export const liveWaits = (given: Given, say: Say): Promise<LiveWaits> =>
  isolated(import.meta.url, measureLiveWaits, given, say);

export async function measureLiveWaits({ folder, count }: Given, say: Say): Promise<LiveWaits> {
  const runtime = await createRuntime({
    store: sqliteStore(join(folder, 'live-waits.db'), { durability: 'normal' }),
    provider: overloaded,
    policy: { baseMs: 3_600_000, maxMs: 3_600_000 },
  });
  let ids = 0;
  const startMany = async (many: number) => {
    let left = many;
    await Promise.all(
      Array.from({ length: 64 }, async () => {
        while (left-- > 0) {
          const run = await runtime.thread(`t${++ids}`).start({ prompt });
          while (run.getSnapshot().value !== 'retrying')
            await new Promise((next) => setImmediate(next));
        }
      }),
    );
  };
  const look = async () => ({ rss: await settledBytes(), heap: process.memoryUsage().heapUsed });

  say('runs are started, and wait: warm up');
  await startMany(warmUp);
  const looks = [await look()];
  for (let round = 1; round <= rounds; round++) {
    say(`runs are started, and wait: ${round} of ${rounds}`);
    await startMany(count);
    looks.push(await look());
  }
  runtime.close();
  const growth = (key: 'rss' | 'heap') =>
    median(looks.slice(1).map((after, index) => after[key] - (looks[index]?.[key] ?? Number.NaN)));
  return {
    count,
    bytesPerRun: growth('rss') / count,
    heapBytesPerRun: growth('heap') / count,
  };
}
