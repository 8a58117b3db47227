/**
 * One timer for all waits, set to the earliest deadline in the store. Each wait is a row in the store.
 *
 * The rows are read in order, a slice at a time. A wait is passed over, and does not keep the others from being fired,
 * if it cannot be fired now: a suspect that must wait for another one, or a run that this version cannot take up.
 */
import { isStoreWriteError, RuntimeClosedError } from '@perdure/thread';
import { settle } from '../ports/answer.ts';
import type { Clock } from '../ports/clock.ts';
import type { DueTimer, RunRecord, Store } from '../ports/store.ts';
import { type Failed, SetAside } from './set-aside.ts';
import type { Suspects } from './suspects.ts';

export interface TimersOptions {
  store: Pick<Store, 'dueTimers' | 'nextDeadline' | 'load'>;
  clock: Clock;
  /** Records that the deadline has come. */
  fire: (due: DueTimer) => Promise<void>;
  /** Number of waits that may be fired now. */
  room: () => number;
  suspects: Suspects;
  onError: (error: unknown) => void;
}

/**
 * Longest delay of the timer, milliseconds, because timers stand still while a laptop sleeps and its clock does not.
 * What was passed over is read again after this time.
 */
const longestSleepMs = 30_000;

/** Most rows that are read at once, so that a million overdue deadlines are not in memory together. */
const sliceSize = 512;

/** Pause while the store can't write, milliseconds. */
const pauseMs = 1_000;

export class Timers {
  readonly #options: TimersOptions;
  readonly #aside: SetAside;
  /** The last row that was read, while one before it was passed over; undefined to read from the first row. */
  #cursor: DueTimer | undefined;
  #readAgainAt = 0;
  /** How often the timer was set. */
  #rearms = 0;
  #timer: unknown;
  /** True if the timer would be earlier with more room. */
  #lacksRoom = false;
  #isFiring = false;
  #isClosed = false;

  constructor(options: TimersOptions) {
    this.#options = options;
    this.#aside = new SetAside(options.clock);
  }

  /** Sets the timer again if it waits for a place. Call when one has become free. */
  onRoom(): void {
    if (this.#lacksRoom || this.#options.suspects.canGo) this.rearm();
  }

  /** Sets the timer to the earliest deadline. Call after each commit that may have changed the earliest deadline. */
  rearm(): void {
    if (this.#isFiring || this.#isClosed) return;
    const { store, clock, onError } = this.#options;
    // The wall clock was set back, so that a new deadline may lie before the cursor.
    if (this.#cursor !== undefined && clock.now() < this.#cursor.dueAt) this.#cursor = undefined;
    const count = ++this.#rearms;
    const isLate = () => count !== this.#rearms || this.#isFiring || this.#isClosed;
    settle(
      () => store.nextDeadline(this.#cursor),
      (deadline) => {
        if (!isLate()) this.#sleepUntil(deadline);
      },
      (error) => {
        if (isLate()) return;
        onError(error);
        this.#sleep(pauseMs);
      },
    );
  }

  close(): void {
    this.#isClosed = true;
    this.#options.clock.clearTimeout(this.#timer);
  }

  /** Sets the timer. @param deadline the earliest one after the cursor */
  #sleepUntil(deadline: number | undefined): void {
    const { clock, room, suspects } = this.#options;
    clock.clearTimeout(this.#timer);
    this.#lacksRoom = false;
    if (deadline === undefined && this.#cursor === undefined) return;
    const delays = [longestSleepMs];
    if (this.#cursor !== undefined) delays.push(this.#readAgainAt - clock.elapsed());
    this.#lacksRoom = room() <= 0;
    if (!this.#lacksRoom) {
      if (deadline !== undefined) delays.push(deadline - clock.now());
      delays.push(this.#aside.nextAt - clock.elapsed());
      if (suspects.canGo) delays.push(0);
    }
    this.#sleep(Math.max(Math.min(...delays), 0));
  }

  #sleep(ms: number): void {
    this.#options.clock.clearTimeout(this.#timer);
    this.#timer = this.#options.clock.setTimeout(() => void this.#fireDue(), ms);
  }

  async #fireDue(): Promise<void> {
    const { onError } = this.#options;
    this.#isFiring = true;
    let pause: number | undefined;
    try {
      pause = await this.#fireSlice();
    } catch (error) {
      if (!this.#isClosed) onError(error);
      pause = pauseMs;
    }
    this.#isFiring = false;
    if (this.#isClosed) return;
    if (pause === undefined) this.rearm();
    else this.#sleep(pause);
  }

  /** Fires what may be fired. Returns the pause after it, if the store can't write. */
  async #fireSlice(): Promise<number | undefined> {
    const { fire, onError } = this.#options;
    const firing = await this.#nextSlice();
    const results = await Promise.allSettled(firing.map(fire));
    const failed: Failed[] = results.flatMap((result, at) =>
      result.status === 'rejected' ? [{ due: firing[at] as DueTimer, error: result.reason }] : [],
    );
    for (const [at, { status }] of results.entries())
      if (status === 'fulfilled') this.#aside.delete((firing[at] as DueTimer).runId);
    const ofStore = failed.find(({ error }) => isOfStore(error));
    if (ofStore !== undefined) {
      this.#cursor = undefined;
      if (!this.#isClosed) onError(ofStore.error);
      return pauseMs;
    }
    for (const { due, error } of failed) if (this.#aside.add(due)) onError(error);
    return undefined;
  }

  /** The waits to be fired now, as many as there is room for. */
  async #nextSlice(): Promise<DueTimer[]> {
    const { store, clock, room, suspects } = this.#options;
    const free = Math.min(room(), sliceSize);
    if (free === 0) return [];
    if (clock.elapsed() >= this.#readAgainAt || this.#cursor === undefined) {
      this.#cursor = undefined;
      this.#readAgainAt = clock.elapsed() + longestSleepMs;
      suspects.clear();
    }
    const firing = this.#aside.take(free);
    let hasPassed = this.#cursor !== undefined;
    let isLast = firing.length < free;
    const rows = isLast ? await store.dueTimers(clock.now(), sliceSize, this.#cursor) : [];
    const runs = await this.#runsOf(rows);
    let last = this.#cursor;
    for (const [at, due] of rows.entries()) {
      if (firing.length >= free) {
        isLast = false;
        break;
      }
      last = due;
      if (this.#aside.has(due) || suspects.holds(due, runs[at])) hasPassed = true;
      else firing.push(due);
    }
    isLast &&= rows.length < sliceSize;
    // A suspect is chosen once all are known, because the one with the fewest losses goes first.
    const suspect = isLast && firing.length < free ? suspects.next() : undefined;
    if (suspect !== undefined) firing.push(suspect);
    this.#cursor = hasPassed ? last : undefined;
    return firing;
  }

  /** The runs of the waits; undefined for one that cannot be read, because its plan reads it again and tells the error. */
  async #runsOf(rows: readonly DueTimer[]): Promise<(RunRecord | undefined)[]> {
    const loaded = await this.#options.store.load(rows.map(({ runId }) => ['findRun', runId]));
    return loaded.map((run) => ('value' in run ? (run.value as RunRecord | undefined) : undefined));
  }
}

/** True for an error that is none of the wait: the store can't write now, or the runtime is closed. */
const isOfStore = (error: unknown): boolean =>
  error instanceof RuntimeClosedError || (isStoreWriteError(error) && error.reason !== 'unknown');
