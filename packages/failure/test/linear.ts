/** Bounds the time of an expression: if every repetition is bounded, a search is linear in the length of the text. */
import { type AST, RegExpParser } from '@eslint-community/regexpp';

const parser = new RegExpParser();

/**
 * An upper limit of the ways in which an expression can be tried at one position of a text. Infinity if one of its
 * repetitions is unbounded.
 */
export const triesOf = (pattern: RegExp): number =>
  triesOfAny(parser.parsePattern(pattern.source).alternatives);

/** Of alternatives, the one with most tries counts; the tries of parts that follow each other multiply. */
const triesOfAny = (alternatives: readonly AST.Alternative[]): number =>
  Math.max(
    ...alternatives.map(({ elements }) => elements.reduce((all, part) => all * tries(part), 1)),
  );

function tries(part: AST.Element): number {
  if (part.type === 'Quantifier') {
    const isChoice = part.max > 1 && part.max !== part.min;
    return tries(part.element) * (isChoice ? part.max : 1);
  }
  return 'alternatives' in part ? triesOfAny(part.alternatives) : 1;
}
