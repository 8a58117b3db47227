/** The bound on attempts at once, because each costs sockets, memory and the provider's patience. */
import { FreshMap } from '../fresh-map.ts';

/** Who waits for a place, by run, in order of arrival. Every thread has one at most, so that none keeps others out. */
export class Places<T> {
  readonly #most: number;
  readonly #waiting = new FreshMap<string, T>();
  /** Those of them whose overdue wait was fired. */
  readonly #overdue = new Set<string>();
  #isPaused = false;

  /** @param most how many attempts may be under way at once */
  constructor(most: number) {
    this.#most = most;
  }

  add(runId: string, item: T): void {
    this.#waiting.set(runId, item);
  }

  get(runId: string): T | undefined {
    return this.#waiting.get(runId);
  }

  /** Those who wait. */
  get waiting(): Iterable<T> {
    return this.#waiting.values();
  }

  remove(runId: string): void {
    this.#waiting.delete(runId);
    this.#overdue.delete(runId);
  }

  /** Call when the wait of a run was fired. It counts as overdue for as long as it waits for a place. */
  markOverdue(runId: string): void {
    if (this.#waiting.has(runId)) this.#overdue.add(runId);
  }

  /** Gives out no place from now on. */
  pause(): void {
    this.#isPaused = true;
  }

  /**
   * Number of overdue waits that may be fired now. Without a free place too they may wait for one: one at least, because
   * starts could take each place that becomes free, and as many as there are others that wait, up to the number of
   * places. The rest stays in the store.
   *
   * @param taken how many attempts are under way
   */
  room(taken: number): number {
    if (this.#isPaused) return 0;
    const waiting = this.#waiting.size;
    const overdue = this.#overdue.size;
    const share = Math.min(Math.max(waiting - overdue, 1), this.#most);
    return Math.max(this.#most - taken - waiting, share - overdue, 0);
  }

  /** The next one that gets a place; undefined if there is none. @param taken how many attempts are under way */
  next(taken: number): T | undefined {
    if (this.#isPaused || taken >= this.#most) return undefined;
    const [first] = this.#waiting;
    if (first === undefined) return undefined;
    this.remove(first[0]);
    return first[1];
  }
}
