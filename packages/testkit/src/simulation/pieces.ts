/** Puts messages together from the deltas that a reader receives, and compares them with the recorded messages (G8). */
import { isDeepStrictEqual } from 'node:util';
import type { Delta, Message, Part } from '@perdure/thread';
import { holds } from '../guarantee.ts';

export class Pieces {
  /** The texts of the parts of each message, by message id. */
  readonly #texts = new Map<string, string[]>();
  /** Ids of the messages of which the reader may have missed a part, because it was not subscribed. */
  readonly #interrupted = new Set<string>();

  /** Call when the reader subscribes again. */
  interrupt(): void {
    for (const id of this.#texts.keys()) this.#interrupted.add(id);
  }

  /** Adds a delta. @throws {GuaranteeError} if the delta does not continue what the reader has */
  add({ messageId, index, offset, part }: Delta): void {
    const texts = this.#texts.get(messageId) ?? [];
    this.#texts.set(messageId, texts);
    const known = texts[index] ?? '';
    holds(
      index <= texts.length && offset === known.length,
      'G8',
      () =>
        `a delta for part ${index} at ${offset} came to a reader that has ${texts.length} parts and ${known.length} characters of it.`,
    );
    texts[index] = known + textOf(part);
  }

  /**
   * Compares a recorded message with the texts that the reader has. Two differences are allowed:
   *
   * - A reader that was not subscribed for a while has only the beginning.
   * - Of a message that was cut, some parts are not recorded, and calls without a result have got one.
   *
   * @throws {GuaranteeError} if the texts differ in any other way
   */
  compare({ id, parts, role, cut }: Message): void {
    const texts = this.#texts.get(id);
    if (role === 'user' || texts === undefined) return;
    const recorded = parts.filter(isFromProvider).map(textOf);
    const isSame =
      isDeepStrictEqual(texts, recorded) ||
      (this.#interrupted.has(id) && agree(texts, recorded)) ||
      (cut !== undefined && isSubsequence(recorded, texts));
    holds(
      isSame,
      'G8',
      () =>
        `a reader has put together '${texts.join('|')}' of what is recorded as '${recorded.join('|')}'.`,
    );
  }
}

/**
 * True if both are equal up to the end of the shorter one. Tool calls without a result are skipped, because they are
 * not recorded for a partial message.
 */
function agree(texts: readonly string[], recorded: readonly string[]): boolean {
  const kept = texts.filter((text) => !text.startsWith('{') || recorded.includes(text));
  const shared = Math.min(kept.length, recorded.length);
  return kept.slice(0, shared).every((text, at) => {
    const other = recorded[at] ?? '';
    return other.startsWith(text) || text.startsWith(other);
  });
}

/** False for the result of a call whose tool gave none. */
const isFromProvider = (part: Part): boolean =>
  part.type !== 'toolResult' || part.missing === undefined;

function isSubsequence(some: readonly string[], all: readonly string[]): boolean {
  let at = 0;
  for (const text of all) if (text === some[at]) at++;
  return at === some.length;
}

const textOf = (part: Delta['part']): string =>
  'text' in part ? part.text : JSON.stringify({ ...part });
