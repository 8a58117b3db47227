/** The time as React state, for texts that count down to a deadline. */
import { useCountdown } from './use-countdown.ts';

/**
 * Epoch milliseconds, in whole seconds before the deadline; the deadline itself once it has passed. Renders at each
 * whole second. 0 without a deadline, because nothing counts down then.
 *
 * @param deadline epoch milliseconds
 */
export function useNow(deadline: number | null): number {
  const seconds = useCountdown(deadline);
  return deadline === null || seconds === null ? 0 : deadline - seconds * 1_000;
}
