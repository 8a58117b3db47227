/** Who listens to what, by id. Telling them is the one thing here that is done for every token. */

export interface Listener<T> {
  next(item: T): void;
  complete(): void;
}

export class Audience<T> {
  /** A list is never changed, only replaced: whoever joins while one is told is not told of that yet. */
  readonly #listeners = new Map<string, readonly Listener<T>[]>();

  tell(id: string, item: T): void {
    const listeners = this.#listeners.get(id);
    if (listeners === undefined) return;
    for (const listener of listeners) listener.next(item);
  }

  /** Returns how to leave. */
  join(id: string, listener: Listener<T>): () => void {
    this.#listeners.set(id, [...(this.#listeners.get(id) ?? []), listener]);
    return () => {
      const left = (this.#listeners.get(id) ?? []).filter((other) => other !== listener);
      if (left.length > 0) this.#listeners.set(id, left);
      else this.#listeners.delete(id);
    };
  }

  /** Nothing more will come for anybody. */
  end(): void {
    for (const listeners of [...this.#listeners.values()])
      for (const listener of listeners) listener.complete();
  }
}
