/** What a process holds, once nothing is left to be collected. Needs `--expose-gc`. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Resident bytes: the least of some looks, as what is on its way to be given back is nobody's. */
export async function settledBytes(): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 10; round++) {
    globalThis.gc?.();
    await sleep(50);
    least = Math.min(least, process.memoryUsage.rss());
  }
  return least;
}
