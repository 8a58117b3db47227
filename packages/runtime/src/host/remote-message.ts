/**
 * A message that another node is writing, as far as it is known here. Its pieces come in any order and some never do: one
 * that is ahead is kept until the record has what is missing before it.
 */
import type { Delta, Message, Part, Position } from '@perdure/thread';
import { catchUp } from '@perdure/thread/position';

/** Most pieces that are kept while those before them are missing. */
const mostKept = 1_000;

export class RemoteMessage {
  #message: Message | undefined;
  #kept: Delta[] = [];
  /** True if pieces may be missing before those that come. */
  #isUnsure = false;

  get message(): Message | undefined {
    return this.#message;
  }

  /** Call when pieces were missed. Those that follow wait for the record. */
  miss(): void {
    this.#isUnsure = true;
  }

  /** Takes in the message as it is recorded. Returns what readers do not have yet. */
  record(message: Message): Delta[] {
    this.#isUnsure = false;
    const isSame = this.#message?.id === message.id;
    const from = isSame ? endOf(this.#message as Message) : undefined;
    const news = catchUp(message, {
      seq: 0,
      ...(from && { message: { id: message.id, ...from } }),
    });
    if (!isSame) {
      this.#message = { ...message, parts: [] };
      this.#kept = this.#kept.filter(({ messageId }) => messageId === message.id);
    }
    return [...news, ...this.#kept.splice(0)].flatMap((delta) => this.add(delta));
  }

  /** Takes in a piece. Returns what readers do not have yet: the piece or a part of it, or nothing. */
  add(delta: Delta): Delta[] {
    const { messageId: id, runId, index, offset, part } = delta;
    // The first piece of a message is there before its first record.
    if (this.#message?.id !== id && index === 0 && offset === 0) {
      this.#isUnsure = false;
      this.#message = { id, runId, role: 'assistant', status: 'streaming', parts: [] };
    }
    const message = this.#message;
    if (message?.id !== id || this.#isUnsure) {
      this.#keep(delta);
      return [];
    }
    const end = endOf(message);
    // A part is followed by the next one. Whether text of it is missing is not seen by the piece, but told.
    const isNext = index === message.parts.length && offset === 0;
    if (isNext || (index === end.index && offset === end.offset)) {
      this.#append(delta);
      return [delta];
    }
    const isAhead = index > end.index || (index === end.index && offset > end.offset);
    if (isAhead) {
      this.#keep(delta);
      return [];
    }
    if (index < end.index || !('text' in part)) return [];
    const rest = part.text.slice(end.offset - offset);
    return rest === ''
      ? []
      : this.add({ ...delta, offset: end.offset, part: { ...part, text: rest } });
  }

  #append({ index, offset, part }: Delta): void {
    const message = this.#message as Message;
    const parts = [...message.parts];
    const known = parts[index];
    parts[index] =
      offset > 0 && known !== undefined && 'text' in known && 'text' in part
        ? ({ ...known, ...part, text: known.text + part.text } as Part)
        : part;
    this.#message = { ...message, parts };
  }

  #keep(delta: Delta): void {
    if (this.#kept.length < mostKept) this.#kept.push(delta);
  }
}

/** Where the next piece of a message begins: in its last part if that is text, or behind it. */
function endOf({ parts }: Message): Omit<NonNullable<Position['message']>, 'id'> {
  const last = parts.at(-1);
  if (last === undefined) return { index: 0, offset: 0 };
  return 'text' in last
    ? { index: parts.length - 1, offset: last.text.length }
    : { index: parts.length, offset: 0 };
}
