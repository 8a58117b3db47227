/** A clock that shows the time of the store, because the deadlines of a store that is shared are those of all its nodes. */
import type { Clock } from '../ports/clock.ts';

export class SharedClock implements Clock {
  readonly #own: Clock;
  #offsetMs = 0;

  constructor(own: Clock) {
    this.#own = own;
  }

  /**
   * Sets the clock by an answer of the store.
   *
   * @param now what the store's clock has shown, epoch milliseconds
   * @param tookMs how long the question and the answer took together. The clock stays if it is right within that
   */
  set(now: number, tookMs: number): void {
    const offsetMs = now + tookMs / 2 - this.#own.now();
    if (Math.abs(offsetMs - this.#offsetMs) > tookMs / 2 + 1) this.#offsetMs = Math.round(offsetMs);
  }

  now(): number {
    return this.#own.now() + this.#offsetMs;
  }

  elapsed(): number {
    return this.#own.elapsed();
  }

  setTimeout(callback: () => void, ms: number): unknown {
    return this.#own.setTimeout(callback, ms);
  }

  clearTimeout(timer: unknown): void {
    this.#own.clearTimeout(timer);
  }

  defer(callback: () => void): void {
    this.#own.defer(callback);
  }
}
