/** The seconds until a deadline, as React state. */
import { useCallback, useSyncExternalStore } from 'react';
import { countDown, secondsLeft } from './countdown.ts';

const nothing = () => {};

/**
 * Whole seconds until the deadline, rounded up: 0 once it has passed, null without one. Renders at each whole second.
 *
 * @param deadline epoch milliseconds
 */
export function useCountdown(deadline: number | null): number | null {
  const subscribe = useCallback(
    (onTick: () => void) => (deadline === null ? nothing : countDown(deadline, onTick)),
    [deadline],
  );
  // The clock is read at each render, so that a render between two ticks is up to date.
  const read = () => (deadline === null ? null : secondsLeft(deadline, Date.now()));
  return useSyncExternalStore(subscribe, read, read);
}
