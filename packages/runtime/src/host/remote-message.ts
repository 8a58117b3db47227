/**
 * The message that another node is writing in a thread, as far as it is known here. Its pieces come in any order and some
 * never do: one that is ahead is kept until the record has what is missing before it.
 */
import type { Delta, Message, Part, Position } from '@perdure/thread';
import { catchUp } from '@perdure/thread/position';

/** Most pieces that are kept while those before them are missing. */
const mostKept = 1_000;

/** Messages whose text is remembered, because pieces of an attempt that was replaced may come between those of another. */
const mostMessages = 4;

export class RemoteMessage {
  /** By id, the one that was written last last. */
  readonly #messages = new Map<string, Message>();
  #kept: Delta[] = [];
  /** True if pieces may be missing before those that come. */
  #isUnsure = false;

  get message(): Message | undefined {
    return [...this.#messages.values()].at(-1);
  }

  /** Call when pieces were missed. Those that follow wait for the record. */
  miss(): void {
    this.#isUnsure = true;
  }

  /** Takes in the message as it is recorded. Returns what readers do not have yet. */
  record(message: Message): Delta[] {
    this.#isUnsure = false;
    const known = this.#messages.get(message.id) ?? { ...message, parts: [] };
    this.#set(known);
    const position = { id: message.id, ...endOf(known) };
    const news = catchUp(message, { seq: 0, message: position });
    return [...news, ...this.#kept.splice(0)].flatMap((delta) => this.add(delta));
  }

  /** Takes in a piece. Returns what readers do not have yet: the piece or a part of it, or nothing. */
  add(delta: Delta): Delta[] {
    const { messageId: id, runId, index, offset, part } = delta;
    const known = this.#messages.get(id);
    const isFirst = known === undefined && index === 0 && offset === 0;
    if ((known === undefined && !isFirst) || (this.#isUnsure && !isFirst)) {
      this.#keep(delta);
      return [];
    }
    // The first piece of a message is there before its first record, and nothing of it is missing before.
    if (isFirst) this.#isUnsure = false;
    const message: Message = known ?? {
      id,
      runId,
      role: 'assistant',
      status: 'streaming',
      parts: [],
    };
    const end = endOf(message);
    // A part is followed by the next one. Whether text of it is missing is not seen by the piece, but told.
    const isNext = index === message.parts.length && offset === 0;
    if (isNext || (index === end.index && offset === end.offset)) {
      this.#set(withPiece(message, delta));
      return [delta];
    }
    if (index > end.index || (index === end.index && offset > end.offset)) {
      this.#keep(delta);
      return [];
    }
    if (index < end.index || !('text' in part)) return [];
    const rest = part.text.slice(end.offset - offset);
    return rest === ''
      ? []
      : this.add({ ...delta, offset: end.offset, part: { ...part, text: rest } });
  }

  #set(message: Message): void {
    this.#messages.delete(message.id);
    this.#messages.set(message.id, message);
    const [oldest] = this.#messages.keys();
    if (this.#messages.size > mostMessages && oldest !== undefined) this.#messages.delete(oldest);
  }

  #keep(delta: Delta): void {
    if (this.#kept.length < mostKept) this.#kept.push(delta);
  }
}

function withPiece(message: Message, { index, offset, part }: Delta): Message {
  const parts = [...message.parts];
  const known = parts[index];
  parts[index] =
    offset > 0 && known !== undefined && 'text' in known && 'text' in part
      ? ({ ...known, ...part, text: known.text + part.text } as Part)
      : part;
  return { ...message, parts };
}

/** Where the next piece of a message begins: in its last part if that is text, or behind it. */
function endOf({ parts }: Message): Omit<NonNullable<Position['message']>, 'id'> {
  const last = parts.at(-1);
  if (last === undefined) return { index: 0, offset: 0 };
  return 'text' in last
    ? { index: parts.length - 1, offset: last.text.length }
    : { index: parts.length, offset: 0 };
}
