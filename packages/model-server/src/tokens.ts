/** Splits text into tokens. */

/**
 * A word with the white space before it, or one or two Chinese characters with their punctuation. That is about the
 * size of a real tokenizer's tokens.
 */
const tokenPattern = /\s*(?:\p{Script=Han}{1,2}\p{Punctuation}?|[^\s\p{Script=Han}]+|$)/gu;

/** The tokens of a text; joined, they are the text again. */
export function tokensOf(text: string): string[] {
  return (text.match(tokenPattern) ?? []).filter((token) => token !== '');
}
