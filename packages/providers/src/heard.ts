/** Signs of life between the items of a stream. */

export class Heard {
  #next = Promise.withResolvers<void>();

  /** Something has come that is no item. */
  hear(): void {
    this.#next.resolve();
  }

  /** The items, with undefined between two of them for as long as something is heard and no item comes. */
  async *between<T>(items: AsyncIterable<T>): AsyncGenerator<T | undefined> {
    const iterator = items[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = iterator.next();
        // The rejection is handled, because the reader may leave before it is read.
        next.catch(() => {});
        while (await Promise.race([next.then(() => false), this.#next.promise.then(() => true)])) {
          this.#next = Promise.withResolvers();
          yield undefined;
        }
        const { done, value } = await next;
        if (done) return;
        yield value;
      }
    } finally {
      // It is not waited for, because it comes after a read that may never end.
      void Promise.resolve(iterator.return?.()).catch(() => {});
    }
  }
}
