/** Median and quantile of a list of values. */

/** The median: the middle value, or the mean of the two values in the middle; NaN for an empty list. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

/**
 * The quantile by time: the least length such that a share of the whole time passes in spans of at most this length; NaN
 * for an empty list.
 *
 * @param share 0 to 1
 */
export function timeQuantile(spans: readonly number[], share: number): number {
  const sorted = spans.toSorted((a, b) => a - b);
  const wanted = share * sorted.reduce((sum, span) => sum + span, 0);
  let passed = 0;
  for (const span of sorted) {
    passed += span;
    if (passed >= wanted) return span;
  }
  return Number.NaN;
}

/**
 * The quantile: the least value that a share of the values does not exceed; NaN for an empty list.
 *
 * @param share 0 to 1
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)] ?? Number.NaN;
}
