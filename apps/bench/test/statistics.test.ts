/** Quantiles by number and by time. */
import { expect, it } from 'vitest';
import { quantile, timeQuantile } from '../src/statistics.ts';

it('a quantile by time weighs a span by its length', () => {
  // 99 short turns and a long one, in which half of the time passes.
  const turns = [99, ...Array<number>(99).fill(1)];
  expect(quantile(turns, 0.99)).toBe(1);
  expect(timeQuantile(turns, 0.5)).toBe(1);
  expect(timeQuantile(turns, 0.51)).toBe(99);
  expect(timeQuantile([], 0.5)).toBeNaN();
});
