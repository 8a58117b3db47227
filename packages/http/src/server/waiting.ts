/** The items that wait for one reader of a thread's stream, within bounds. */
import { type Delta, isDelta, type Position, type StreamItem } from '@perdure/thread';
import { formatPosition, positionAfter } from '@perdure/thread/position';

/** The bounds of what waits for one reader. */
export interface WaitingLimits {
  /** Most items. */
  items: number;
  /** Most memory, bytes: two for a character, as a string has at most. */
  bytes: number;
}

type TextDelta = Delta & { part: { text: string } };

interface Frame {
  /** The reader's position after the item. */
  position: Position;
  /** The item, as text; a piece of text as it is, because the next piece may be joined to it. */
  content: string | TextDelta;
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
    if (last !== undefined && isText && typeof last.content !== 'string') {
      const { part, messageId, index } = last.content;
      if (messageId === item.messageId && index === item.index) {
        last.content = { ...last.content, part: { ...part, text: part.text + item.part.text } };
        last.position = this.#position;
        this.#count(last, item.part.text.length);
        return;
      }
    }
    const text = isText ? item.part.text : JSON.stringify(item);
    const frame = {
      position: this.#position,
      content: isText ? item : text,
      characters: 0,
      items: 0,
    };
    this.#frames.push(frame);
    this.#count(frame, frameCharacters + text.length);
  }

  /** True if more waits than the limits allow. One item may wait whatever its length, because it can't be cut. */
  exceeds({ items, bytes }: WaitingLimits): boolean {
    return this.#frames.length > items || (this.#items > 1 && 2 * this.#characters > bytes);
  }

  /** Takes out frames of at least so many characters, as server-sent events; the empty text if nothing waits. */
  take(characters: number): string {
    let text = '';
    while (text.length < characters) {
      const frame = this.#frames.shift();
      if (frame === undefined) break;
      this.#characters -= frame.characters;
      this.#items -= frame.items;
      const { content, position } = frame;
      const data = typeof content === 'string' ? content : JSON.stringify(content);
      // JSON has no line break outside of its texts, and escapes those within.
      text += `data: ${data}\nid: ${formatPosition(position)}\n\n`;
    }
    return text;
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
