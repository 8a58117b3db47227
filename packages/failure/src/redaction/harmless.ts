/** Remembers short texts without a credential, because the same names and words are judged again and again. */

/** Longest text that is remembered, characters. */
const longest = 64;

/** Number of texts that are remembered. With one more, all are forgotten. */
const most = 1_000;

/**
 * Makes a judge that remembers its good verdicts. A text with a credential is not kept.
 *
 * @param isHarmless must give the same answer for the same text at any time
 */
export function remembering(isHarmless: (text: string) => boolean): (text: string) => boolean {
  const known = new Set<string>();
  return (text) => {
    if (known.has(text)) return true;
    if (!isHarmless(text)) return false;
    if (text.length > longest) return true;
    if (known.size >= most) known.clear();
    known.add(text);
    return true;
  };
}
