/** Lists of a view as they are being changed: a list that an edit has made itself is changed in place. */
interface Item {
  readonly id: string;
}

/** Use it for one view alone: after that, its lists must stay as they are. */
export class Edit {
  readonly #isLong: boolean;
  readonly #own = new Set<readonly Item[]>();
  /** The ids in a list of a long edit, because most ids that are looked for are new. */
  readonly #ids = new WeakMap<readonly Item[], Set<string>>();
  /** The index at which a list was last read or changed. The next one is mostly there or behind it. */
  readonly #last = new WeakMap<readonly Item[], number>();

  /** @param isLong true for many items, for which an index of the ids pays */
  constructor(isLong: boolean) {
    this.#isLong = isLong;
  }

  /** The index of the item with the id; -1 for none. */
  indexOf(list: readonly Item[], id: string): number {
    if (this.#isLong && !this.#idsOf(list).has(id)) return -1;
    const last = this.lastIndex(list);
    const near = [last, last + 1].find((index) => list[index]?.id === id);
    const index = near ?? list.findLastIndex((item) => item.id === id);
    if (index >= 0) this.#last.set(list, index);
    return index;
  }

  lastIndex(list: readonly Item[]): number {
    return this.#last.get(list) ?? list.length - 1;
  }

  replace<T extends Item>(list: readonly T[], index: number, item: T): readonly T[] {
    const own = this.#owned(list);
    own[index] = item;
    this.#last.set(own, index);
    return own;
  }

  insert<T extends Item>(list: readonly T[], index: number, item: T): readonly T[] {
    const own = this.#owned(list);
    own.splice(index, 0, item);
    this.#ids.get(own)?.add(item.id);
    this.#last.set(own, index);
    return own;
  }

  #owned<T extends Item>(list: readonly T[]): T[] {
    if (this.#own.has(list)) return list as T[];
    const copy = [...list];
    this.#own.add(copy);
    const ids = this.#ids.get(list);
    if (ids !== undefined) this.#ids.set(copy, new Set(ids));
    return copy;
  }

  #idsOf(list: readonly Item[]): Set<string> {
    const ids = this.#ids.get(list) ?? new Set(list.map(({ id }) => id));
    this.#ids.set(list, ids);
    return ids;
  }
}
