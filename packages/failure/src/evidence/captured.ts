/**
 * The texts of a pattern's first group, one for each match, at most `most`. Uses `exec`, because `matchAll` copies the
 * pattern at each call, and the copy costs more than the search: most patterns find nothing in most texts.
 *
 * @param pattern has the flag `g` and does not match the empty string
 */
export function captured(pattern: RegExp, text: string, most: number): string[] {
  const words: string[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    if (match[1] !== undefined) words.push(match[1]);
    if (words.length >= most) break;
  }
  return words;
}
