/** Binary search in a list that is sorted by place. */

/** The index of the first item at the place or behind it. */
export function firstAt<T>(
  items: readonly T[],
  place: number,
  placeOf: (item: T) => number,
): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (placeOf(items[middle] as T) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
