/** One timer for all waits: it is set to the earliest deadline in the store, which is where the waits are. */
import type { Clock } from '../ports/clock.ts';
import type { DueTimer, Store } from '../ports/store.ts';

export interface TimersOptions {
  store: Pick<Store, 'dueTimers' | 'nextDeadline'>;
  clock: Clock;
  /** Records that the deadline has come. */
  fire: (due: DueTimer) => Promise<void>;
  onError: (error: unknown) => void;
}

/** No sleep is longer: a laptop's clock goes on while its timers stand still. */
const longestSleepMs = 30_000;

/** Deadlines taken in one go; a million that are overdue come in slices. */
const slice = 512;

/** After a deadline that could not be recorded. */
const pauseMs = 1_000;

export class Timers {
  readonly #options: TimersOptions;
  #timer: unknown;
  #isFiring = false;
  #isClosed = false;

  constructor(options: TimersOptions) {
    this.#options = options;
  }

  /** Looks at the deadlines anew. To be called after each commit that may have changed them. */
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
      await Promise.all(store.dueTimers(clock.now(), slice).map(fire));
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
