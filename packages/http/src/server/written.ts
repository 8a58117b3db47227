/**
 * Items as they are written to readers. The runtime gives the readers of a thread the same objects, so that an event or a
 * delta is serialised and encoded once for all connections that are at the same place.
 */
import type { Delta, Position, StreamItem } from '@perdure/thread';
import { formatPosition } from '@perdure/thread/position';

export type TextDelta = Delta & { part: { text: string } };

const utf8 = new TextEncoder();

/** An item as JSON, and as a server-sent event. */
export class Written {
  readonly json: string;
  #id: string | undefined;
  #bytes = new Uint8Array(0);

  constructor(item: StreamItem) {
    this.json = JSON.stringify(item);
  }

  /** The server-sent event. The bytes are those of all readers: do not change them. @param position after the item */
  bytesAt(position: Position): Uint8Array {
    const id = formatPosition(position);
    if (id === this.#id) return this.#bytes;
    this.#id = id;
    // JSON has no line break outside of its texts, and escapes those within.
    this.#bytes = utf8.encode(`data: ${this.json}\nid: ${id}\n\n`);
    return this.#bytes;
  }
}

const written = new WeakMap<StreamItem, Written>();

/** The item as it is written. Made once for each object. */
export function writtenOf(item: StreamItem): Written {
  const known = written.get(item) ?? new Written(item);
  written.set(item, known);
  return known;
}

/** What the last reader has joined to a text. */
const joins = new WeakMap<TextDelta, { piece: TextDelta; joined: TextDelta }>();

/** A text with the next piece after it. The same object for all readers that join the same two. */
export function join(text: TextDelta, piece: TextDelta): TextDelta {
  const known = joins.get(text);
  if (known?.piece === piece) return known.joined;
  const { part } = text;
  const joined = { ...text, part: { ...part, text: part.text + piece.part.text } };
  joins.set(text, { piece, joined });
  return joined;
}
