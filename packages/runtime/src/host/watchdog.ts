/** Watches over a provider that may hang: nothing within the limit is a timeout, whether it heeds its signal or not. */
import type { Clock } from '../ports/clock.ts';

export interface Limits {
  /** Until the first chunk, also of each further step: a model that is asked again thinks again. Milliseconds. */
  firstChunkMs: number;
  /** Between two chunks. Milliseconds. */
  idleMs: number;
}

export const defaultLimits: Limits = { firstChunkMs: 120_000, idleMs: 60_000 };

/** Node fires a longer timer at once; `Infinity`, for no limit, is one. Milliseconds. */
const longestMs = 2 ** 31 - 1;

/**
 * One for each attempt, and one promise for all of its chunks: what a chunk costs is paid at every token.
 * A clock that is set, or a machine that slept, is not held against the provider.
 */
export class Watchdog {
  /** Rejects when a limit passes or the signal aborts. Whoever reads must leave the provider behind then. */
  readonly barked: Promise<never>;
  /** At once, where the promise tells in a later microtask. */
  hasBarked = false;
  readonly #clock: Clock;
  readonly #limits: Limits;
  readonly #signal: AbortSignal;
  #reject: (reason: unknown) => void = () => {};
  #limit: number;
  #deadline = 0;
  #isWaiting = false;
  #timer: unknown;

  constructor(limits: Limits, clock: Clock, signal: AbortSignal) {
    this.#limits = limits;
    this.#clock = clock;
    this.#signal = signal;
    this.#limit = limits.firstChunkMs;
    this.barked = new Promise((_, reject) => {
      this.#reject = reject;
    });
    // Whoever reads may have ended by then.
    this.barked.catch(() => {});
    signal.addEventListener('abort', this.#onAbort);
    if (signal.aborted) this.#onAbort();
    this.#arm(this.#limit);
  }

  /** From now on the provider is waited for. */
  wait(): void {
    this.#isWaiting = true;
    this.#deadline = this.#clock.elapsed() + this.#limit;
  }

  /**
   * It has sent something: the reader's own time is not the provider's.
   *
   * @param beginsAnew what comes after this is a first chunk again
   */
  hear(beginsAnew: boolean): void {
    this.#isWaiting = false;
    const limit = beginsAnew ? this.#limits.firstChunkMs : this.#limits.idleMs;
    if (limit === this.#limit) return;
    this.#limit = limit;
    this.#clock.clearTimeout(this.#timer);
    this.#arm(limit);
  }

  stop(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#onAbort);
  }

  #bark(reason: unknown): void {
    this.hasBarked = true;
    this.#reject(reason);
  }

  readonly #onAbort = () => this.#bark(this.#signal.reason);

  /** One timer that looks about when it fires, not one a chunk. */
  #arm(ms: number): void {
    this.#timer = this.#clock.setTimeout(() => this.#look(), Math.min(ms, longestMs));
  }

  #look(): void {
    const left = this.#deadline - this.#clock.elapsed();
    if (!this.#isWaiting) this.#arm(this.#limit);
    else if (left > 0) this.#arm(left);
    else this.#bark(timeoutError(this.#limit));
  }
}

const timeoutError = (ms: number): Error =>
  Object.assign(new Error(`The provider sent nothing for ${ms / 1000} s.`), {
    name: 'TimeoutError',
  });
