/** Which specimens a store keeps. */
import { type Failure, groupOf } from '@perdure/failure';

/** Most specimens of a store. */
const most = 1_000;

/**
 * True if the store keeps the specimen of a failure: the first one of each group, until it has 1,000. An error that comes
 * back is counted by its failures, and needs no second specimen. None is dropped for a later one, because a flood of new
 * errors would then push out the others.
 *
 * @param kept the failures whose specimens the store has
 */
export function keepsSpecimen(kept: readonly Failure[], failure: Failure): boolean {
  if (kept.length >= most) return false;
  const group = groupOf(failure);
  return !kept.some((other) => groupOf(other) === group);
}
