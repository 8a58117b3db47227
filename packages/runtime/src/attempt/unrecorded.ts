/** The pieces of a message that are not recorded yet, so that a record reads them alone and not the whole message. */
import type { Part } from '@perdure/thread';
import type { Piece } from '../ports/pieces.ts';

type TextPart = Extract<Part, { text: string }>;

/** Text that more text may join. */
type OpenText = Piece & { part: TextPart };

export class Unrecorded {
  #pieces: Piece[] = [];
  /** The text at the end of the pieces, which more text may join; undefined once a record has read it. */
  #open: OpenText | undefined;
  /** Number of the first of the pieces, counted over the whole message. */
  #first = 0;

  get isEmpty(): boolean {
    return this.#pieces.length === 0;
  }

  /** Adds a part, new or in the place of another one. */
  add(index: number, part: Part): void {
    this.#push({ index, offset: 0, part: { ...part } });
  }

  /** Adds text to the end of a part, with metadata that takes the place of the former. */
  append(index: number, offset: number, part: TextPart): void {
    const open = this.#open;
    if (open?.index === index)
      open.part = { ...open.part, ...part, text: open.part.text + part.text } as TextPart;
    else this.#push({ index, offset, part: { ...part } });
  }

  /** The pieces so far. Later text is a piece of its own. A record that fails is tried again with all of them. */
  close(): { pieces: readonly Piece[]; recorded: () => void } {
    this.#open = undefined;
    const pieces = [...this.#pieces];
    const end = this.#first + pieces.length;
    return { pieces, recorded: () => this.#forgetUntil(end) };
  }

  #forgetUntil(end: number): void {
    if (end <= this.#first) return;
    this.#pieces = this.#pieces.slice(end - this.#first);
    this.#first = end;
  }

  #push(piece: Piece): void {
    this.#pieces.push(piece);
    this.#open = 'text' in piece.part ? (piece as OpenText) : undefined;
  }
}
