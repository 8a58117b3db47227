/** Does long work on the file in small steps, each in a transaction of its own, so that runs go on between them. */

/** The timers that the steps need. `SimulatedClock` of XState is one, and so are the global functions. */
export interface UpkeepClock {
  setTimeout(action: () => void, ms: number): unknown;
  clearTimeout(timer: never): void;
}

export interface UpkeepOptions {
  /** Does one step. @returns whether nothing is left to do */
  step: () => boolean;
  clock?: UpkeepClock;
}

/** Pause between two steps, milliseconds. A step takes a few, so that runs have most of the time. */
const pauseMs = 50;

/** Pause after a step that could not be written, milliseconds. */
const retryMs = 10_000;

export class Upkeep {
  readonly #step: () => boolean;
  readonly #clock: UpkeepClock;
  #timer: unknown;
  #isClosed = false;

  constructor({ step, clock = globalThis }: UpkeepOptions) {
    this.#step = step;
    this.#clock = clock;
  }

  /** Begins, if it is not under way. Call it when there may be something to do. */
  wake(): void {
    if (this.#timer === undefined) this.#arm(pauseMs);
  }

  close(): void {
    this.#isClosed = true;
    this.#clock.clearTimeout(this.#timer as never);
  }

  #arm(ms: number): void {
    if (this.#isClosed) return;
    this.#timer = this.#clock.setTimeout(() => this.#run(), ms);
    // The work must not keep the process from ending, because it goes on at the next opening.
    (this.#timer as { unref?: () => void }).unref?.();
  }

  #run(): void {
    this.#timer = undefined;
    try {
      if (!this.#step()) this.#arm(pauseMs);
    } catch {
      // The error is ignored, because the next commit reports what is wrong with the disk.
      this.#arm(retryMs);
    }
  }
}
