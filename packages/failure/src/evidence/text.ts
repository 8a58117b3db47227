/** What a text is: JSON, a page, or words with a status in front. All patterns are linear and bounded. */

/** A body beyond this is looked at in its beginning only. */
const mostBody = 16_384;

/** JSON that is the text, or stands in it behind a few words: `Error code: 429 - {"error": …}`. */
export function parseJson(text: string): { value: unknown; before: string } | undefined {
  if (text.length > mostBody) return undefined;
  const start = text.search(/[{[]/);
  if (start < 0 || start > 200) return undefined;
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1;
  try {
    const value: unknown = JSON.parse(text.slice(start, end));
    if (typeof value !== 'object' || value === null) return undefined;
    return { value, before: text.slice(0, start).trim() };
  } catch {
    return undefined;
  }
}

/** Words without what stands around them; of a page, its title. */
export function bodyOf(text: string): { text: string; isPage: boolean } {
  const head = text.slice(0, mostBody);
  if (!/^\s{0,50}<(?:!doctype|html|head|body)/i.test(head)) return { text: head, isPage: false };
  const title = /<title>([^<]{0,300})<\/title>/i.exec(head)?.[1];
  return { text: title?.trim() ?? 'The answer was a web page.', isPage: true };
}

/**
 * A status that a text begins with, or names as one. Digits anywhere else are ports, sizes and ids.
 * `429 status code`, `HTTP 503: …`, `Error code: 429 - …`, `Request rejected (429)`, `status code: 413`.
 */
const statuses: readonly RegExp[] = [
  /^(?:error: ?)?(?:http|error(?: code)?|api error|status(?: code)?)?:? ?([45]\d\d)(?=[\s:,.\-(]|$)/i,
  /^[a-z ,.:]{1,60}\(([45]\d\d)\)/i,
  /\b(?:status(?: code)?|error code)[:=]? {0,2}([45]\d\d)\b/i,
];

export function statusIn(messages: readonly string[]): number | undefined {
  for (const message of messages) {
    const head = message.slice(0, 300);
    for (const pattern of statuses) {
      const status = pattern.exec(head)?.[1];
      if (status !== undefined) return Number(status);
    }
  }
  return undefined;
}
