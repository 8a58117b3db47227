/** A map by id whose changes since a mark can be taken back. */
export class UndoMap<T> {
  readonly #entries = new Map<string, T>();
  /** Values at the mark, of the ids changed since; undefined for an id that was absent. */
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
