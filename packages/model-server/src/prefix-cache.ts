/** The prefix cache: the beginnings of the prompts that each model has read. */
import type { Block } from './prompt.ts';

/** Number of prefixes that the cache keeps, over all models. Beyond it the one used least recently is removed. */
const capacity = 10_000;

export class PrefixCache {
  /** Keys of the prefixes, with the one used last at the end. */
  readonly #prefixes = new Set<string>();

  /** The blocks at the beginning of a prompt that the model has read before. */
  cached(model: string, blocks: readonly Block[]): readonly Block[] {
    const firstNew = blocks.findIndex((block) => !this.#prefixes.has(keyOf(model, block)));
    return firstNew < 0 ? blocks : blocks.slice(0, firstNew);
  }

  /** Adds every prefix of a prompt that the model reads. */
  warm(model: string, blocks: readonly Block[]): void {
    // The longest prefix is added first, so that it is removed before the shorter ones: without them it is of no use.
    for (const block of blocks.toReversed()) {
      const key = keyOf(model, block);
      this.#prefixes.delete(key);
      this.#prefixes.add(key);
    }
    for (const oldest of this.#prefixes) {
      if (this.#prefixes.size <= capacity) break;
      this.#prefixes.delete(oldest);
    }
  }
}

const keyOf = (model: string, { prefix }: Block): string => `${prefix} ${model}`;
