/** Reads rows that are of use but not needed, although one may be damaged. */

/** True for a `DamagedRowError` of a store. It concerns one row, and no other run. */
export const isDamagedRow = (error: unknown): boolean =>
  error instanceof Error && error.name === 'DamagedRowError';

/** What `read` returns; undefined if its row is damaged, which `onError` is told. */
export function withoutDamage<T>(read: () => T, onError: (error: unknown) => void): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!isDamagedRow(error)) throw error;
    onError(error);
    return undefined;
  }
}
