/**
 * What a pattern's first group takes of a text, wherever it stands in it. `matchAll` would make a copy of the
 * pattern at each call, which here costs more than the search: most patterns find nothing in most texts.
 *
 * @param pattern global, and no match of it is empty
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
