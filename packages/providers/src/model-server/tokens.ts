/** How a text is cut into tokens. */
// A word with the space before it, or one or two Chinese characters with their punctuation:
// about what a real tokenizer makes, and a pleasant pace to read at.
const TOKEN = /\s*(?:\p{Script=Han}{1,2}\p{Punctuation}?|[^\s\p{Script=Han}]+|$)/gu;

/** The pieces of `text`; joined, they are `text` again. */
export function tokensOf(text: string): string[] {
  return (text.match(TOKEN) ?? []).filter((token) => token !== '');
}
