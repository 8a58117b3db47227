/** Recognises the form of a text: JSON, a web page or words. All patterns are linear and bounded. */

/** Longest body that is parsed as JSON, characters. Of a longer body, only the beginning is read, as words. */
const mostBody = 16_384;

/** Longest text that may stand before JSON, characters. */
const mostBefore = 400;

const brackets = [
  ['{', '}'],
  ['[', ']'],
] as const;

/** The JSON in a text, alone or after a few words: `Error code: 429 - {"error": …}`. */
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
    .find(({ value }) => isBody(value));
}

/** True for an object, or a list of objects: `[17]` in `Invalid 'messages[17].content': string too long` is neither. */
const isBody = (value: unknown): boolean =>
  Array.isArray(value) ? isBody(value[0]) : typeof value === 'object' && value !== null;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The first 16,384 characters of a text. For a web page, which a proxy sends, only its title. */
export function wordsOf(text: string): string {
  const head = text.slice(0, mostBody);
  if (!/^\s{0,50}<(?:!doctype|html|head|body)/i.test(head)) return head;
  return /<title>([^<]{0,300})<\/title>/i.exec(head)?.[1]?.trim() ?? 'The answer was a web page.';
}
