/** Time as the runtime needs it. Tests and simulations bring their own. */
export interface Clock {
  /** Wall clock, epoch milliseconds: deadlines outlast the process. */
  now(): number;
  /** Milliseconds since some moment: a clock that nobody sets, and that sleeps with the machine where the system's does. */
  elapsed(): number;
  setTimeout(callback: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
  /** Calls back in the next turn of the event loop: what happened in this one is committed together. */
  defer(callback: () => void): void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  setTimeout: (callback, ms) => setTimeout(callback, ms),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
  defer: (callback) => setImmediate(callback),
};
