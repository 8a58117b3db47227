/** One timer for all waits, set to the earliest deadline in the store. Each wait is a row in the store. */
import type { Clock } from '../ports/clock.ts';
import type { DueTimer, TimerStore } from '../ports/store.ts';

export interface TimersOptions {
  store: TimerStore;
  clock: Clock;
  /** Records that the deadline has come. */
  fire: (due: DueTimer) => Promise<void>;
  onError: (error: unknown) => void;
}

/**
 * Longest delay of the timer, milliseconds, because timers stand still while a laptop sleeps and its clock does not.
 */
const longestSleepMs = 30_000;

/** Most deadlines that are fired at once, so that a million overdue deadlines are not in memory together. */
const sliceSize = 512;

/** Pause after a deadline that could not be recorded, milliseconds. */
const pauseMs = 1_000;

export class Timers {
  readonly #options: TimersOptions;
  #timer: unknown;
  #isFiring = false;
  #isClosed = false;

  constructor(options: TimersOptions) {
    this.#options = options;
  }

  /** Sets the timer to the earliest deadline. Call after each commit that may have changed the earliest deadline. */
  rearm(): void {
    if (this.#isFiring || this.#isClosed) return;
    const { store, clock } = this.#options;
    const deadline = store.nextDeadline();
    clock.clearTimeout(this.#timer);
    if (deadline === undefined) return;
    this.#sleep(Math.min(Math.max(deadline - clock.now(), 0), longestSleepMs));
  }

  close(): void {
    this.#isClosed = true;
    this.#options.clock.clearTimeout(this.#timer);
  }

  #sleep(ms: number): void {
    this.#timer = this.#options.clock.setTimeout(() => void this.#fireDue(), ms);
  }

  async #fireDue(): Promise<void> {
    const { store, clock, fire, onError } = this.#options;
    this.#isFiring = true;
    try {
      await Promise.all(store.dueTimers(clock.now(), sliceSize).map(fire));
      this.#isFiring = false;
      this.rearm();
    } catch (error) {
      this.#isFiring = false;
      if (this.#isClosed) return;
      onError(error);
      this.#sleep(pauseMs);
    }
  }
}
