/** A reader's position as an opaque text for `Last-Event-ID`, and the deltas that it still misses of a message. */
import { type Delta, isDelta, type Position, type StreamItem } from './model/events.ts';
import type { Message } from './model/message.ts';

/** The position after an item, for a reader that was at the given one. */
export function positionAfter({ seq, message }: Position, item: StreamItem): Position {
  if (!isDelta(item)) {
    const ended =
      'message' in item ? item.message.id : 'messageId' in item ? item.messageId : undefined;
    return message === undefined || message.id === ended
      ? { seq: item.seq }
      : { seq: item.seq, message };
  }
  const { messageId: id, index, offset, part } = item;
  // Text may continue in the same part. Every other part arrived whole, so the next piece belongs to the next part.
  return 'text' in part
    ? { seq, message: { id, index, offset: offset + part.text.length } }
    : { seq, message: { id, index: index + 1, offset: 0 } };
}

/** `12`, or in the middle of a message `12:<message id>:<part>:<offset>`. */
export const formatPosition = ({ seq, message }: Position): string =>
  message === undefined
    ? `${seq}`
    : `${seq}:${encodeURIComponent(message.id)}:${message.index}:${message.offset}`;

/** `encodeURIComponent` writes up to nine characters for one code unit of an id, so 200 of them take 1,800. */
const pattern = /^(\d{1,15})(?::([\w.!~*'()%-]{1,1800}):(\d{1,9}):(\d{1,9}))?$/;

/** Undefined for a text that `formatPosition` did not write. */
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

/** The deltas that a reader at `from` misses of a message that is being written. */
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
