/** Lists by key that are changed at their end, so that a change costs no more the longer a list is, and can be undone. */
const none: readonly never[] = [];

export class Lists<T> {
  readonly #lists = new Map<string, T[]>();
  /** Undoes the changes since the mark, the last one first. */
  #undo: (() => void)[] = [];

  get(key: string | undefined): readonly T[] {
    return (key === undefined ? undefined : this.#lists.get(key)) ?? none;
  }

  keys(): Iterable<string> {
    return this.#lists.keys();
  }

  push(key: string, item: T): void {
    this.replaceFrom(key, this.get(key).length, [item]);
  }

  /** Puts items in the place of all that stand at the index and behind it. */
  replaceFrom(key: string, index: number, items: readonly T[]): void {
    const list = this.#lists.get(key) ?? [];
    const former = replaceFrom(list, index, items);
    this.#lists.set(key, list);
    this.#undo.push(() => {
      replaceFrom(list, index, former);
      if (list.length === 0) this.#lists.delete(key);
    });
  }

  delete(key: string): void {
    const list = this.#lists.get(key);
    if (list === undefined) return;
    this.#lists.delete(key);
    this.#undo.push(() => this.#lists.set(key, list));
  }

  mark(): void {
    this.#undo = [];
  }

  undo(): void {
    for (const undo of this.#undo.reverse()) undo();
    this.#undo = [];
  }
}

/** The items are pushed one by one, because a call takes some ten thousand arguments and not more. */
function replaceFrom<T>(list: T[], index: number, items: readonly T[]): T[] {
  const former = list.splice(index);
  for (const item of items) list.push(item);
  return former;
}
