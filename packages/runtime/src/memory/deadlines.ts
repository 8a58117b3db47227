/** The deadlines in their order, so that the earliest ones are found without a look at all. */
import type { DueTimer } from '../ports/store.ts';
import { firstAt } from './first-at.ts';

export class Deadlines {
  /** Ascending. A timer that was replaced or cleared stays until it comes first. */
  readonly #sorted: DueTimer[] = [];
  readonly #isArmed: (timer: DueTimer) => boolean;

  constructor(isArmed: (timer: DueTimer) => boolean) {
    this.#isArmed = isArmed;
  }

  add(timer: DueTimer): void {
    // Behind those of the same time.
    const index = firstAt(this.#sorted, timer.dueAt + 1, ({ dueAt }) => dueAt);
    this.#sorted.splice(index, 0, timer);
  }

  get first(): DueTimer | undefined {
    return this.due(Number.POSITIVE_INFINITY, 1)[0];
  }

  /** Armed timers whose deadline is `now` or earlier, earliest first. @param limit how many at most */
  due(now: number, limit: number): DueTimer[] {
    const past = this.#sorted.findIndex(this.#isArmed);
    this.#sorted.splice(0, past < 0 ? this.#sorted.length : past);
    const found: DueTimer[] = [];
    for (const timer of this.#sorted) {
      if (timer.dueAt > now || found.length === limit) break;
      if (this.#isArmed(timer)) found.push(timer);
    }
    return found;
  }
}
