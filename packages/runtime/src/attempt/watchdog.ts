/** Ends the wait for a provider that is silent for too long, also if the provider ignores its signal. */
import type { Clock } from '../ports/clock.ts';

/** How long a provider may be silent. Every chunk ends the silence, `alive` too. */
export interface Timeouts {
  /**
   * Timeout for the first chunk, and for the first chunk after a tool result or a finished model step, because the
   * model is called again then. Milliseconds; `Infinity` for no timeout. @default 120_000
   */
  firstChunkMs: number;
  /**
   * Timeout between any two other chunks while no tool is at work. Milliseconds; `Infinity` for no timeout.
   * @default 60_000
   */
  idleMs: number;
  /**
   * Timeout while a tool is at work, from a call to its result. A tool that runs longer fails the attempt. The model is
   * told that the outcome is unknown. Milliseconds; `Infinity` for no timeout. @default 1_800_000
   */
  toolMs: number;
}

export const defaultTimeouts: Timeouts = {
  firstChunkMs: 120_000,
  idleMs: 60_000,
  toolMs: 1_800_000,
};

/** Longest delay of a timer, milliseconds, because Node fires a timer with a longer delay at once. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Watches one attempt, with one timer and one promise per attempt, not per chunk. Uses the monotonic clock, so that
 * neither a changed wall clock nor a sleeping machine counts as silence.
 */
export class Watchdog {
  /** Rejects when a timeout passes or the signal aborts. The reader must then stop reading. */
  readonly expired: Promise<never>;
  /** True as soon as the wait has expired. The promise `expired` shows this only in a later microtask. */
  hasExpired = false;
  readonly #clock: Clock;
  readonly #timeouts: Timeouts;
  readonly #signal: AbortSignal;
  #reject: (reason: unknown) => void = () => {};
  #timeoutMs: number;
  #deadline = 0;
  #isWaiting = false;
  #timer: unknown;

  constructor(timeouts: Timeouts, clock: Clock, signal: AbortSignal) {
    this.#timeouts = timeouts;
    this.#clock = clock;
    this.#signal = signal;
    this.#timeoutMs = timeouts.firstChunkMs;
    this.expired = new Promise((_, reject) => {
      this.#reject = reject;
    });
    // A rejection is handled here, because the reader may have ended before the promise rejects.
    this.expired.catch(() => {});
    signal.addEventListener('abort', this.#onAbort);
    if (signal.aborted) this.#onAbort();
    this.#arm(this.#timeoutMs);
  }

  /** Call before each wait for the provider. */
  wait(): void {
    this.#isWaiting = true;
    this.#deadline = this.#clock.elapsed() + this.#timeoutMs;
  }

  /**
   * Call after each chunk. The time until the next `wait` does not count, because the reader uses it, not the provider.
   *
   * @param next the timeout for the next chunk; undefined for the same as before
   */
  received(next: keyof Timeouts | undefined): void {
    this.#isWaiting = false;
    const timeoutMs = next === undefined ? this.#timeoutMs : this.#timeouts[next];
    if (timeoutMs === this.#timeoutMs) return;
    this.#timeoutMs = timeoutMs;
    this.#clock.clearTimeout(this.#timer);
    this.#arm(timeoutMs);
  }

  stop(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#onAbort);
  }

  #expire(reason: unknown): void {
    this.hasExpired = true;
    this.#reject(reason);
  }

  readonly #onAbort = () => this.#expire(this.#signal.reason);

  #arm(ms: number): void {
    this.#timer = this.#clock.setTimeout(() => this.#check(), Math.min(ms, longestTimerMs));
  }

  /**
   * Called when the timer fires. Arms it again if the deadline is still to come, because chunks do not reset the timer.
   */
  #check(): void {
    const left = this.#deadline - this.#clock.elapsed();
    if (!this.#isWaiting) this.#arm(this.#timeoutMs);
    else if (left > 0) this.#arm(left);
    else this.#expire(timeoutError(this.#timeoutMs));
  }
}

const timeoutError = (ms: number): Error =>
  Object.assign(new Error(`The provider sent nothing for ${ms / 1000} s.`), {
    name: 'TimeoutError',
  });
