/** How long the classifier takes: for each error, the best of many times, because a busy machine only adds to a time. */
import { classifyFailure } from '@perdure/failure';
import type { Row } from './row.ts';

const rounds = 40;

/** Sizes of the text whose time is measured, characters. */
const first = 4_096;
const megabyte = 1_000_000;

/** A line with the median and the 90th percentile over the errors, microseconds, and the time of a megabyte. */
export function speedLine(rows: readonly Row[]): string {
  const each = rows.map(({ error, provider }) => best(() => classifyFailure(error, { provider })));
  const sorted = each.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(0);
  const [small, large] = [first, megabyte]
    .map(textOf)
    .map((error) => best(() => classifyFailure(error)));
  return (
    `An error takes ${at(0.5)} µs (median; ${at(0.9)} µs at the 90th percentile). A text of a megabyte takes ` +
    `${((large ?? 0) / 1_000).toFixed(1)} ms, ${((large ?? 0) / (small ?? 1)).toFixed(1)} times as long as its first 4 kB.`
  );
}

const textOf = (length: number): Error =>
  new Error('the quick brown fox jumps over '.repeat(length / 31 + 1).slice(0, length));

function best(work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = process.hrtime.bigint();
    work();
    least = Math.min(least, Number(process.hrtime.bigint() - start) / 1_000);
  }
  return least;
}
