/** Reads rows that are of use but not needed, although one may be damaged. */

import type { Answer } from '../ports/answer.ts';

/** True for a `DamagedRowError` of a store. It concerns one row, and no other run. */
export const isDamagedRow = (error: unknown): boolean =>
  error instanceof Error && error.name === 'DamagedRowError';

/** What `read` answers; undefined if its row is damaged, which `onError` is told. */
export async function withoutDamage<T>(
  read: () => Answer<T>,
  onError: (error: unknown) => void,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!isDamagedRow(error)) throw error;
    onError(error);
    return undefined;
  }
}
