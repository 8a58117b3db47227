/** Prunes what is old, in small steps, so that runs go on between them. */
import { type Answer, settle } from '../ports/answer.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';

/** How long what no run needs is kept: events, void messages, and the attempts of runs that are over. */
export interface RetentionOptions {
  /** Age from which on it is deleted, milliseconds, 60,000 or more; `Infinity` keeps everything. @default Infinity */
  keptMs: number;
  /** Time between two passes through all threads, milliseconds, 1,000 to 2^31 - 1. @default 3_600_000, an hour */
  everyMs: number;
}

export const defaultRetention: RetentionOptions = {
  keptMs: Number.POSITIVE_INFINITY,
  everyMs: 3_600_000,
};

/** Most rows of one step, and the pause after it, milliseconds. A step of SQLite takes a few. */
const stepRows = 200;
const pauseMs = 100;

/** Pause after a step that could not be written, milliseconds. */
const retryMs = 60_000;

export class Retention {
  readonly #store: Pick<Store, 'prune'>;
  readonly #clock: Clock;
  readonly #options: RetentionOptions;
  readonly #onError: (error: unknown) => void;
  #timer: unknown;
  #isClosed = false;

  constructor(
    store: Pick<Store, 'prune'>,
    clock: Clock,
    options: RetentionOptions,
    onError: (error: unknown) => void,
  ) {
    this.#store = store;
    this.#clock = clock;
    this.#options = options;
    this.#onError = onError;
  }

  /** Begins the first pass. */
  start(): void {
    if (this.#options.keptMs < Number.POSITIVE_INFINITY) this.#arm(pauseMs);
  }

  close(): void {
    this.#isClosed = true;
    this.#clock.clearTimeout(this.#timer);
  }

  #arm(ms: number, after?: string): void {
    if (this.#isClosed) return;
    this.#timer = this.#clock.setTimeout(() => this.#step(after), ms);
    // A pass must not keep the process from ending, because the next start begins one.
    (this.#timer as { unref?: () => void } | undefined)?.unref?.();
  }

  #step(after: string | undefined): void {
    const { keptMs, everyMs } = this.#options;
    const before = this.#clock.now() - keptMs;
    settle(
      (): Answer<string | undefined> => this.#store.prune({ before, limit: stepRows, after }),
      (next) => (next === undefined ? this.#arm(everyMs) : this.#arm(pauseMs, next)),
      (error) => {
        if (this.#isClosed) return;
        this.#onError(error);
        this.#arm(retryMs, after);
      },
    );
  }
}
