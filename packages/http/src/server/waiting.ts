/** The items that wait for one reader of a thread's stream, within bounds. */
import { isDelta, type Position, type StreamItem } from '@perdure/thread';
import { positionAfter } from '@perdure/thread/position';
import { join, type TextDelta, Written, writtenOf } from './written.ts';

/** The bounds of what waits for one reader. */
export interface WaitingLimits {
  /** Most items. */
  items: number;
  /** Most memory, bytes: two for a character, as a string has at most. */
  bytes: number;
}

interface Frame {
  /** The reader's position after the item. */
  position: Position;
  /** The item as it is written; a piece of text as it is, because the next piece may be joined to it. */
  content: Written | TextDelta;
  characters: number;
  /** Items that were joined in it. */
  items: number;
}

/** Length of a frame without its item, and of an item without its text: about as long. Characters. */
const frameCharacters = 200;

export class Waiting {
  #frames: Frame[] = [];
  #characters = 0;
  #items = 0;
  #position: Position;

  /** @param from position of the reader */
  constructor(from: Position) {
    this.#position = from;
  }

  /** The reader's position after all items that were added. */
  get position(): Position {
    return this.#position;
  }

  /** Adds an item. Joins text to waiting text, so that a slow reader catches up in larger pieces. */
  add(item: StreamItem): void {
    this.#position = positionAfter(this.#position, item);
    const last = this.#frames.at(-1);
    const isText = isTextDelta(item);
    if (last !== undefined && isText && !(last.content instanceof Written)) {
      const { messageId, index } = last.content;
      if (messageId === item.messageId && index === item.index) {
        last.content = join(last.content, item);
        last.position = this.#position;
        this.#count(last, item.part.text.length);
        return;
      }
    }
    const content = isText ? item : writtenOf(item);
    const { length } = content instanceof Written ? content.json : content.part.text;
    const frame = { position: this.#position, content, characters: 0, items: 0 };
    this.#frames.push(frame);
    this.#count(frame, frameCharacters + length);
  }

  /** True if more waits than the limits allow. One item may wait whatever its length, because it can't be cut. */
  exceeds({ items, bytes }: WaitingLimits): boolean {
    return this.#frames.length > items || (this.#items > 1 && 2 * this.#characters > bytes);
  }

  /** Takes out frames of at least so many bytes, as server-sent events; no bytes if nothing waits. */
  take(least: number): Uint8Array {
    const taken: Uint8Array[] = [];
    for (let length = 0; length < least; ) {
      const frame = this.#frames.shift();
      if (frame === undefined) break;
      this.#characters -= frame.characters;
      this.#items -= frame.items;
      const { content, position } = frame;
      const bytes = (content instanceof Written ? content : writtenOf(content)).bytesAt(position);
      length += bytes.length;
      taken.push(bytes);
    }
    return concatenated(taken);
  }

  clear(): void {
    this.#frames = [];
    this.#characters = 0;
    this.#items = 0;
  }

  #count(frame: Frame, characters: number): void {
    frame.items++;
    this.#items++;
    frame.characters += characters;
    this.#characters += characters;
  }
}

const isTextDelta = (item: StreamItem): item is TextDelta => isDelta(item) && 'text' in item.part;

/** The bytes of all. Those of one alone are not copied, because all of its readers share them. */
function concatenated(all: readonly Uint8Array[]): Uint8Array {
  const [first] = all;
  if (first !== undefined && all.length === 1) return first;
  const bytes = new Uint8Array(all.reduce((length, one) => length + one.length, 0));
  let at = 0;
  for (const one of all) {
    bytes.set(one, at);
    at += one.length;
  }
  return bytes;
}
