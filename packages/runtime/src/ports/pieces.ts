/** Pieces of a message that is being written: a record of what is new costs no more the longer the message is. */
import type { Message, Part } from '@perdure/thread';

/**
 * A change of a message's parts. At `offset` 0 it is the whole part of that index, a new one or another one in its
 * place. At a higher offset it is text that the part goes on with, and metadata that takes the place of the former.
 */
export interface Piece {
  readonly index: number;
  readonly offset: number;
  readonly part: Part;
}

/** The message with more pieces, in the order in which they were written. A repeated piece changes nothing. */
export function withPieces(message: Message, pieces: readonly Piece[]): Message {
  if (pieces.length === 0) return message;
  const parts = [...message.parts];
  for (const { index, offset, part } of pieces) {
    const known = parts[index];
    parts[index] = known === undefined || offset === 0 ? part : continued(known, offset, part);
  }
  return { ...message, parts };
}

/** The text is cut only if it goes on elsewhere, because cutting a text costs as much as the text is long. */
function continued(known: Part, offset: number, part: Part): Part {
  if (!('text' in known) || !('text' in part)) return part;
  const before = known.text.length === offset ? known.text : known.text.slice(0, offset);
  return { ...known, ...part, text: before + part.text } as Part;
}
