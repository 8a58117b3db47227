/** Ends the wait for a provider that is silent for too long, whether it reads its signal or not. */
import type { Clock } from '../ports/clock.ts';

/** How long a provider may be silent. */
export interface Timeouts {
  /**
   * Until the first chunk, and until the first chunk after a tool result or a finished model step, because the model is
   * asked again then. Milliseconds; `Infinity` for no timeout. @default 120_000
   */
  firstChunkMs: number;
  /**
   * Between any two other chunks, so also from a tool call to its result: a tool that runs longer fails the attempt, and
   * the retry performs it again. Milliseconds; `Infinity` for no timeout. @default 60_000
   */
  idleMs: number;
}

export const defaultTimeouts: Timeouts = { firstChunkMs: 120_000, idleMs: 60_000 };

/** Node fires a longer timer at once. Milliseconds. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * One timer and one promise per attempt, not per chunk. Uses the monotonic clock, so that neither a changed wall clock
 * nor a sleeping machine counts as silence.
 */
export class Watchdog {
  /** Rejects when a timeout passes or the signal aborts. The reader must then stop reading. */
  readonly expired: Promise<never>;
  /** Known at once, while the promise is known in a later microtask. */
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
    // The reader may have ended before the promise rejects.
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
   * Call after each chunk: the time until the next `wait` is the reader's own and does not count.
   *
   * @param isBeforeModelCall the next chunk is a first chunk
   */
  received(isBeforeModelCall: boolean): void {
    this.#isWaiting = false;
    const timeoutMs = isBeforeModelCall ? this.#timeouts.firstChunkMs : this.#timeouts.idleMs;
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

  /** The timer is not reset by each chunk, so it compares the deadline when it fires and re-arms for the rest. */
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
