/** Runs a second, one at a time or many at once. */
import type { Contender } from './workload.ts';

let ids = 0;

/** For so many milliseconds, `atOnce` runs at any moment. Returns runs a second. */
export async function throughput({ run }: Contender, atOnce: number, ms: number): Promise<number> {
  const started = performance.now();
  const end = started + ms;
  let done = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() < end) {
        await run(`t${++ids}`);
        done++;
      }
    }),
  );
  return (done / (performance.now() - started)) * 1_000;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
}
