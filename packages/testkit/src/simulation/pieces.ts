/** The messages that a reader has put together from deltas, compared with what is recorded (G8). */
import { isDeepStrictEqual } from 'node:util';
import type { Delta, Message } from '@perdure/thread';
import { holds } from '../guarantee.ts';

export class Pieces {
  /** Texts of the parts, by message. */
  readonly #texts = new Map<string, string[]>();
  /** Messages that the reader has missed a part of, because it was not subscribed. */
  readonly #interrupted = new Set<string>();

  /** The reader subscribes again. */
  interrupt(): void {
    for (const id of this.#texts.keys()) this.#interrupted.add(id);
  }

  /** @throws {GuaranteeError} unless the delta continues what the reader has */
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
   * Two differences are right: a reader that was not subscribed for a while has only the beginning, and of a partial
   * message only the parts up to its last tool result are recorded.
   *
   * @throws {GuaranteeError} if the texts differ otherwise
   */
  compare({ id, parts, role }: Message): void {
    const texts = this.#texts.get(id);
    if (role === 'user' || texts === undefined) return;
    const recorded = parts.map(textOf);
    const isSame =
      isDeepStrictEqual(texts, recorded) ||
      (this.#interrupted.has(id) && agree(texts, recorded)) ||
      (recorded.length < texts.length && isSubsequence(recorded, texts));
    holds(
      isSame,
      'G8',
      () =>
        `a reader has put together '${texts.join('|')}' of what is recorded as '${recorded.join('|')}'.`,
    );
  }
}

/** Equal as far as both go, without tool calls that had no result, because those are not recorded of a partial message. */
function agree(texts: readonly string[], recorded: readonly string[]): boolean {
  const kept = texts.filter((text) => !text.startsWith('{') || recorded.includes(text));
  const shared = Math.min(kept.length, recorded.length);
  return kept.slice(0, shared).every((text, at) => {
    const other = recorded[at] ?? '';
    return other.startsWith(text) || text.startsWith(other);
  });
}

function isSubsequence(some: readonly string[], all: readonly string[]): boolean {
  let at = 0;
  for (const text of all) if (text === some[at]) at++;
  return at === some.length;
}

const textOf = (part: Delta['part']): string =>
  'text' in part ? part.text : JSON.stringify({ ...part });
