/** Counts whole seconds down to a deadline. The clock is read at each tick, so that errors do not add up. */

/**
 * Whole seconds until a deadline, rounded up; 0 once it has passed.
 *
 * @param deadline epoch milliseconds
 * @param now epoch milliseconds
 */
export const secondsLeft = (deadline: number, now: number): number =>
  Math.max(0, Math.ceil((deadline - now) / 1000));

/**
 * Calls `onTick` each time `secondsLeft` falls, the last time at the deadline.
 *
 * @param deadline epoch milliseconds
 * @returns a function that ends the countdown
 */
export function countDown(deadline: number, onTick: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;

  const arm = () => {
    const left = deadline - Date.now();
    if (left <= 0) return;
    // The timer waits until the time left is a whole number of seconds, not for one second. If it fires some
    // milliseconds early, the next timer waits for the rest of the same second.
    timer = setTimeout(tick, left % 1000 || 1000);
  };
  const tick = () => {
    clearTimeout(timer);
    onTick();
    arm();
  };
  // The countdown is renewed when the page becomes visible, because browsers delay the timers of a hidden page, and
  // drop them while the machine sleeps.
  const onVisible = () => {
    if (document.visibilityState === 'visible') tick();
  };

  const page = typeof document === 'undefined' ? undefined : document;
  page?.addEventListener('visibilitychange', onVisible);
  arm();
  return () => {
    clearTimeout(timer);
    page?.removeEventListener('visibilitychange', onVisible);
  };
}
