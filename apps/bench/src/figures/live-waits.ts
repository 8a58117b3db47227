/** Measures the memory of a waiting run in the process that has started the run. */
import { join } from 'node:path';
import { createRuntime } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';
import { prompt } from '../contest/workload.ts';
import { median } from '../statistics.ts';
import { isolated, type Say } from './isolated.ts';
import { stableBytes } from './memory.ts';
import { overloaded } from './providers.ts';

export interface LiveWaits {
  count: number;
  /**
   * Growth per run of resident memory (`bytesPerRun`) and of the heap (`heapBytesPerRun`), bytes: medians over the
   * rounds. A value may be below 0, because of noise.
   */
  bytesPerRun: number;
  heapBytesPerRun: number;
}

export interface Given {
  folder: string;
  /** Number of runs in each round. */
  count: number;
}

/** Number of runs before the first measurement, because code, caches and the reserve of the heap grow during these. */
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
  const look = async () => ({ rss: await stableBytes(), heap: process.memoryUsage().heapUsed });

  say('runs are started, and wait: warm up');
  await startMany(warmUp);
  const looks = [await look()];
  for (let round = 1; round <= rounds; round++) {
    say(`runs are started, and wait: ${round} of ${rounds}`);
    await startMany(count);
    looks.push(await look());
  }
  await runtime.close();
  const growth = (key: 'rss' | 'heap') =>
    median(looks.slice(1).map((after, index) => after[key] - (looks[index]?.[key] ?? Number.NaN)));
  return {
    count,
    bytesPerRun: growth('rss') / count,
    heapBytesPerRun: growth('heap') / count,
  };
}
