/** Time as the runtime needs it. Tests and simulations pass their own. */
export interface Clock {
  /** Wall clock, epoch milliseconds, because deadlines outlast the process. */
  now(): number;
  /** Monotonic clock, milliseconds since any moment. Whether it counts a machine's sleep depends on the system. */
  elapsed(): number;
  setTimeout(callback: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
  /** Calls back in the next event-loop turn: everything posted until then is one batch. */
  defer(callback: () => void): void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  setTimeout: (callback, ms) => setTimeout(callback, ms),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
  defer: (callback) => setImmediate(callback),
};
