/** Values by id, each as it was set last, that can be taken back to a mark. */
export class Drafted<T> {
  readonly #entries = new Map<string, T>();
  /** As they were at the mark; `undefined` for what was not there. */
  readonly #before = new Map<string, T | undefined>();

  get entries(): ReadonlyMap<string, T> {
    return this.#entries;
  }

  set(id: string, value: T): void {
    if (!this.#before.has(id)) this.#before.set(id, this.#entries.get(id));
    this.#entries.set(id, value);
  }

  mark(): void {
    this.#before.clear();
  }

  undo(): void {
    for (const [id, value] of this.#before) {
      if (value === undefined) this.#entries.delete(id);
      else this.#entries.set(id, value);
    }
    this.#before.clear();
  }
}
