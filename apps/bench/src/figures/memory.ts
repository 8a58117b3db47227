/** The memory of a process after garbage collection. Needs `--expose-gc`. */
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Resident memory, bytes: the least of 10 measurements, because freed memory is returned to the system with a delay.
 */
export async function stableBytes(): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 10; round++) {
    globalThis.gc?.();
    await sleep(50);
    least = Math.min(least, process.memoryUsage.rss());
  }
  return least;
}
