/** The deadlines in their order, so that the earliest ones are found without a look at all. */
import type { DueTimer } from '../ports/store.ts';

export class Deadlines {
  /** Ascending, by run if at the same time. A timer that was replaced or cleared stays until it comes first. */
  readonly #sorted: DueTimer[] = [];
  readonly #isArmed: (timer: DueTimer) => boolean;

  constructor(isArmed: (timer: DueTimer) => boolean) {
    this.#isArmed = isArmed;
  }

  add(timer: DueTimer): void {
    this.#sorted.splice(this.#indexAfter(timer), 0, timer);
  }

  /**
   * Armed timers whose deadline is `now` or earlier, earliest first.
   *
   * @param limit how many at most
   * @param after only those that come after this one
   */
  due(now: number, limit: number, after?: DueTimer): DueTimer[] {
    const past = this.#sorted.findIndex(this.#isArmed);
    this.#sorted.splice(0, past < 0 ? this.#sorted.length : past);
    const found: DueTimer[] = [];
    for (let at = after === undefined ? 0 : this.#indexAfter(after); ; at++) {
      const timer = this.#sorted[at];
      if (timer === undefined || timer.dueAt > now || found.length === limit) return found;
      if (this.#isArmed(timer)) found.push(timer);
    }
  }

  /** The index of the first timer that comes after this one, by halving. */
  #indexAfter({ dueAt, runId }: DueTimer): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#sorted[middle] as DueTimer;
      if (other.dueAt > dueAt || (other.dueAt === dueAt && other.runId > runId)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
