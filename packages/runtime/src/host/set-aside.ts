/** Waits that could not be fired, because their run is of a newer version, damaged or refused. They are tried again later. */
import type { Clock } from '../ports/clock.ts';
import type { DueTimer } from '../ports/store.ts';

export interface Failed {
  due: DueTimer;
  error: unknown;
}

/** The pause after the first failure, and the longest one, milliseconds. Each pause is four times as long as the last. */
const firstPauseMs = 1_000;
const longestPauseMs = 3_600_000;

interface Entry {
  due: DueTimer;
  /** Elapsed time at which it is tried again. */
  at: number;
  pauseMs: number;
}

export class SetAside {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();
  /** Elapsed time at which the next one is tried again; Infinity if there is none. */
  nextAt = Number.POSITIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  has({ runId, fence }: DueTimer): boolean {
    return this.#entries.get(runId)?.due.fence === fence;
  }

  /** Sets a wait aside, for a longer time than before. Returns true at the first time, so that its error is told once. */
  add(due: DueTimer): boolean {
    const known = this.has(due) ? this.#entries.get(due.runId) : undefined;
    const pauseMs =
      known === undefined ? firstPauseMs : Math.min(known.pauseMs * 4, longestPauseMs);
    const at = this.#clock.elapsed() + pauseMs;
    this.#entries.set(due.runId, { due, at, pauseMs });
    this.nextAt = Math.min(this.nextAt, at);
    return known === undefined;
  }

  delete(runId: string): void {
    this.#entries.delete(runId);
  }

  /** The waits that are to be tried again now. @param most how many at most */
  take(most: number): DueTimer[] {
    const now = this.#clock.elapsed();
    if (now < this.nextAt) return [];
    const due: DueTimer[] = [];
    this.nextAt = Number.POSITIVE_INFINITY;
    for (const entry of this.#entries.values()) {
      if (entry.at <= now && due.length < most) due.push(entry.due);
      else this.nextAt = Math.min(this.nextAt, entry.at);
    }
    return due;
  }
}
