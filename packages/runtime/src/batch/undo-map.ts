/** A map by id. All changes since a mark can be undone. */
export class UndoMap<T> {
  readonly #entries = new Map<string, T>();
  /** For each id changed since the mark, its value at the mark; undefined for an id that was absent then. */
  readonly #before = new Map<string, T | undefined>();

  get entries(): ReadonlyMap<string, T> {
    return this.#entries;
  }

  set(id: string, value: T): void {
    this.#keepFormer(id);
    this.#entries.set(id, value);
  }

  delete(id: string): void {
    this.#keepFormer(id);
    this.#entries.delete(id);
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

  #keepFormer(id: string): void {
    if (!this.#before.has(id)) this.#before.set(id, this.#entries.get(id));
  }
}
