/** What a text is: JSON, a page, or words. All patterns are linear and bounded. */

/** A body beyond this is looked at in its beginning only. */
const mostBody = 16_384;

/** So many characters may stand before it. */
const mostBefore = 400;

const brackets = [
  ['{', '}'],
  ['[', ']'],
] as const;

/** JSON that is the text, or stands in it behind a few words: `Error code: 429 - {"error": …}`. */
export function parseJson(text: string): { value: unknown; before: string } | undefined {
  if (text.length > mostBody) return undefined;
  return brackets
    .map(([open, close]) => ({ start: text.indexOf(open), end: text.lastIndexOf(close) + 1 }))
    .filter(({ start, end }) => start >= 0 && start <= mostBefore && end > start)
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => ({
      value: parsed(text.slice(start, end)),
      before: text.slice(0, start).trim(),
    }))
    .find(({ value }) => typeof value === 'object' && value !== null);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Words without what stands around them; of a page, which a proxy sends, its title. */
export function wordsOf(text: string): string {
  const head = text.slice(0, mostBody);
  if (!/^\s{0,50}<(?:!doctype|html|head|body)/i.test(head)) return head;
  return /<title>([^<]{0,300})<\/title>/i.exec(head)?.[1]?.trim() ?? 'The answer was a web page.';
}
