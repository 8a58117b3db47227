/** An answer of the model: a text, with the thinking before it if there is any, or the call of a tool. */
import { tokensOf } from './tokens.ts';

export type Answer =
  | { kind: 'text'; reasoning: string; text: string }
  | { kind: 'toolCall'; id: string; name: string; arguments: string };

/** A piece of an answer that is sent at once: a part of the named field. */
export interface Piece {
  field: 'reasoning_content' | 'content' | 'arguments';
  text: string;
}

/**
 * The pieces of an answer, in order. A piece is a token; with `pieceLength`, the arguments of a call have pieces of that
 * many characters.
 */
export function piecesOf(answer: Answer, pieceLength?: number): Piece[] {
  if (answer.kind === 'text') {
    return [
      ...pieces('reasoning_content', tokensOf(answer.reasoning)),
      ...pieces('content', tokensOf(answer.text)),
    ];
  }
  const { arguments: text } = answer;
  return pieces('arguments', pieceLength ? cut(text, pieceLength) : tokensOf(text));
}

const pieces = (field: Piece['field'], texts: readonly string[]): Piece[] =>
  texts.map((text) => ({ field, text }));

/** The text in parts of this length. Characters outside the basic plane stay whole. */
function cut(text: string, length: number): string[] {
  const characters = [...text];
  return Array.from({ length: Math.ceil(characters.length / length) }, (_, n) =>
    characters.slice(n * length, (n + 1) * length).join(''),
  );
}

/** A tool call with empty arguments. Its arguments follow as pieces. */
export const emptyCall = ({ id, name }: Extract<Answer, { kind: 'toolCall' }>) => ({
  id,
  type: 'function',
  function: { name, arguments: '' },
});
