/** The seconds that are left until a deadline, as React state. */
import { useCallback, useSyncExternalStore } from 'react';
import { countDown, secondsLeft } from './countdown.ts';

const nothing = () => {};

/**
 * Whole seconds, rounded up: 0 once the deadline has come, null without one.
 *
 * @param deadline epoch milliseconds
 */
export function useCountdown(deadline: number | null): number | null {
  const subscribe = useCallback(
    (onTick: () => void) => (deadline === null ? nothing : countDown(deadline, onTick)),
    [deadline],
  );
  // The clock itself is what is read, so a render between two ticks is never out of date.
  const read = () => (deadline === null ? null : secondsLeft(deadline, Date.now()));
  return useSyncExternalStore(subscribe, read, read);
}
