/**
 * A reader's position as an opaque text for `Last-Event-ID`, and the deltas of a message that the reader still misses.
 */
import { type Delta, isDelta, type Position, type StreamItem } from './model/events.ts';
import type { Message } from './model/message.ts';

/** A reader's position after an item, from its position before the item. */
export function positionAfter({ seq, message }: Position, item: StreamItem): Position {
  if (!isDelta(item)) {
    const ended =
      'message' in item ? item.message.id : 'messageId' in item ? item.messageId : undefined;
    return message === undefined || message.id === ended
      ? { seq: item.seq }
      : { seq: item.seq, message };
  }
  const { messageId: id, index, offset, part } = item;
  // After a piece of text, the next piece may continue the same part. After any other part, the next piece belongs to
  // the next part, because such a part arrives whole.
  return 'text' in part
    ? { seq, message: { id, index, offset: offset + part.text.length } }
    : { seq, message: { id, index: index + 1, offset: 0 } };
}

/** The position as a text: `12`, or in the middle of a message `12:<message id>:<part>:<offset>`. */
export const formatPosition = ({ seq, message }: Position): string =>
  message === undefined
    ? `${seq}`
    : `${seq}:${encodeURIComponent(message.id)}:${message.index}:${message.offset}`;

/**
 * Pattern of the texts that `formatPosition` writes. A message id takes up to 1,800 characters, because an id has up to
 * 200 code units, and `encodeURIComponent` writes up to nine characters for one code unit.
 */
const pattern = /^(\d{1,15})(?::([\w.!~*'()%-]{1,1800}):(\d{1,9}):(\d{1,9}))?$/;

/** The position that a text stands for; undefined for a text that `formatPosition` did not write. */
export function parsePosition(text: string): Position | undefined {
  const [, seq, id, index, offset] = pattern.exec(text) ?? [];
  if (seq === undefined) return undefined;
  if (id === undefined) return { seq: Number(seq) };
  try {
    const message = { id: decodeURIComponent(id), index: Number(index), offset: Number(offset) };
    return { seq: Number(seq), message };
  } catch {
    return undefined;
  }
}

/** The deltas of an unfinished message that a reader at `from` does not have yet. */
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
