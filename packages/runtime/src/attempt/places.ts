/** The bound on attempts at once, because each costs sockets, memory and the provider's patience. */

/** Who waits for a place, by run, in order of arrival. Every thread has one at most, so that none keeps others out. */
export class Places<T> {
  readonly #most: number;
  readonly #waiting = new Map<string, T>();
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

  remove(runId: string): void {
    this.#waiting.delete(runId);
  }

  /** Gives out no place from now on. */
  pause(): void {
    this.#isPaused = true;
  }

  /** Number of places that nobody has or waits for. @param taken how many attempts are under way */
  room(taken: number): number {
    return this.#isPaused ? 0 : Math.max(0, this.#most - taken - this.#waiting.size);
  }

  /** The next one that gets a place; undefined if there is none. @param taken how many attempts are under way */
  next(taken: number): T | undefined {
    if (this.#isPaused || taken >= this.#most) return undefined;
    const [first] = this.#waiting;
    if (first === undefined) return undefined;
    this.#waiting.delete(first[0]);
    return first[1];
  }
}
