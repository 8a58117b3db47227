/** Splits text into tokens. */

/**
 * The pattern of a token: a word with the white space before it, or one or two Chinese characters with their
 * punctuation. A real tokenizer's tokens have about the same size.
 */
const tokenPattern = /\s*(?:\p{Script=Han}{1,2}\p{Punctuation}?|[^\s\p{Script=Han}]+|$)/gu;

/** The tokens of a text. Joined, they give the text again. */
export function tokensOf(text: string): string[] {
  return (text.match(tokenPattern) ?? []).filter((token) => token !== '');
}
