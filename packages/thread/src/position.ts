/** Where a reader stands, as an opaque word for `Last-Event-ID`, and what it still misses of a message. */
import { type Delta, isDelta, type Position, type StreamItem } from '../model/events.ts';
import type { Message } from '../model/message.ts';

/** The position behind an item, for a reader that stood at `seq`. */
export function positionAfter({ seq, message }: Position, item: StreamItem): Position {
  if (!isDelta(item)) {
    const closed =
      'message' in item ? item.message.id : 'messageId' in item ? item.messageId : undefined;
    return message === undefined || message.id === closed
      ? { seq: item.seq }
      : { seq: item.seq, message };
  }
  const { messageId: id, index, offset, part } = item;
  // Text may go on where it ends; any other part came whole, and what follows is the next one.
  return 'text' in part
    ? { seq, message: { id, index, offset: offset + part.text.length } }
    : { seq, message: { id, index: index + 1, offset: 0 } };
}

/** `12`, or in the middle of a message `12:<message id>:<part>:<offset>`. */
export const formatPosition = ({ seq, message }: Position): string =>
  message === undefined
    ? `${seq}`
    : `${seq}:${encodeURIComponent(message.id)}:${message.index}:${message.offset}`;

/** An id of 200 characters, each of which may be nine as `encodeURIComponent` writes it. */
const pattern = /^(\d{1,15})(?::([\w.!~*'()%-]{1,1800}):(\d{1,9}):(\d{1,9}))?$/;

/** Undefined if the word is none of ours. */
export function parsePosition(word: string): Position | undefined {
  const [, seq, id, index, offset] = pattern.exec(word) ?? [];
  if (seq === undefined) return undefined;
  if (id === undefined) return { seq: Number(seq) };
  try {
    const message = { id: decodeURIComponent(id), index: Number(index), offset: Number(offset) };
    return { seq: Number(seq), message };
  } catch {
    return undefined;
  }
}

/** The deltas that bring a reader up to a message that is being written. */
export function catchUp({ id, runId, parts }: Message, from: Position): Delta[] {
  const known = from.message?.id === id ? from.message : { index: 0, offset: 0 };
  return parts.flatMap((part, index) => {
    if (index < known.index) return [];
    const offset = index === known.index ? known.offset : 0;
    const isText = 'text' in part;
    if (offset > 0 && (!isText || offset >= part.text.length)) return [];
    const rest = isText ? { ...part, text: part.text.slice(offset) } : part;
    return [
      { type: 'message.delta', runId, messageId: id, index, offset, part: rest } satisfies Delta,
    ];
  });
}
