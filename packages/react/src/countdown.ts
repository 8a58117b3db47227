/** Counts whole seconds down to a deadline: reads the clock anew each time, so nothing adds up and nothing drifts. */

/** Rounded up: 0 only once the deadline has come. */
export const secondsLeft = (deadline: number, now: number): number =>
  Math.max(0, Math.ceil((deadline - now) / 1000));

/**
 * Calls `onTick` whenever another whole second is used up, the last time at the deadline.
 *
 * @returns what ends it
 */
export function countDown(deadline: number, onTick: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;

  const arm = () => {
    const left = deadline - Date.now();
    if (left <= 0) return;
    // Up to the next full second of what is left, not a second from now. Timers may fire a little early:
    // then this second is not over yet, and the rest of it is waited for.
    timer = setTimeout(tick, left % 1000 || 1000);
  };
  const tick = () => {
    clearTimeout(timer);
    onTick();
    arm();
  };
  // A page in the background is given its timers late, and one that slept not at all.
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
