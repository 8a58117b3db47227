/** The clock that the runtime needs. Tests and simulations pass a clock of their own. */
export interface Clock {
  /**
   * Time of the wall clock, epoch milliseconds. Deadlines use this clock, because they outlast the process. Fractions
   * are cut off by the runtime; instead of what is no finite number it takes the last time, and reports to `onError`.
   */
  now(): number;
  /**
   * Time of a monotonic clock, milliseconds since any moment. Whether it counts a machine's sleep depends on the
   * system.
   */
  elapsed(): number;
  setTimeout(callback: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
  /** Calls back in the next event-loop turn. All plans posted until then are one batch. */
  defer(callback: () => void): void;
}

/** Longest delay of a timer, milliseconds, because Node fires a timer with a longer delay at once. */
export const longestTimerMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  setTimeout: (callback, ms) => setTimeout(callback, ms),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
  defer: (callback) => setImmediate(callback),
};
