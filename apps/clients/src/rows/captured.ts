/** The JSON of a thrown value: what a classifier may read, without stacks, sockets and requests. */

/** Longest row, characters. */
const mostChars = 2_000;
const mostDepth = 6;
const mostItems = 4;

/** Fields that name the process, the request or the connection, and not the failure. */
const skipped: ReadonlySet<string> = new Set([
  'agent',
  'config',
  'request',
  'requestBodyValues',
  'request$',
  'socket',
  'stack',
  'url',
]);

const heard = /^(?:retry-after|x-should-retry|x-amzn-errortype|date$)|ratelimit/;

/** @returns JSON of at most 2,000 characters */
export function captured(error: unknown): unknown {
  const short = [2_000, 800, 300, 100].map((mostText) => capture(error, mostText, mostDepth));
  return short.find((json) => JSON.stringify(json).length <= mostChars) ?? short.at(-1);
}

function capture(value: unknown, mostText: number, depth: number): unknown {
  if (typeof value === 'string') return constant(value).slice(0, mostText);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  if (typeof value !== 'object' || depth === 0) return undefined;
  if (Array.isArray(value))
    return value.slice(0, mostItems).map((item) => capture(item, mostText, depth - 1) ?? null);
  if (value instanceof Headers) return headersOf([...value]);
  // The web's own classes have getters alone, and a stream or a socket says nothing.
  if (value instanceof Response || value instanceof Request || isStream(value)) return undefined;
  return fieldsOf(value, mostText, depth);
}

function fieldsOf(value: object, mostText: number, depth: number): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const key of keysOf(value)) {
    if (skipped.has(key) || key.startsWith('_')) continue;
    const field = (value as Record<string, unknown>)[key];
    const isHeaders =
      /headers$/i.test(key) && Object.getPrototypeOf(field ?? 0) === Object.prototype;
    const json = isHeaders
      ? headersOf(Object.entries(field as object))
      : capture(field, mostText, depth - 1);
    if (json !== undefined) fields[key] = json;
  }
  return fields;
}

/** The own fields, and those of an error that are inherited or hidden. */
function keysOf(value: object): readonly string[] {
  const keys = Object.keys(value);
  // AWS hides the response of an error (`$response`).
  const hidden = ['name', 'message', 'cause', '$response'].filter(
    (key) => !keys.includes(key) && (value instanceof Error || key === '$response') && key in value,
  );
  return [...hidden, ...keys];
}

const headersOf = (entries: readonly (readonly [string, unknown])[]): Record<string, unknown> =>
  Object.fromEntries(entries.filter(([name]) => heard.test(name.toLowerCase())));

const isStream = (value: object): boolean => 'pipe' in value || 'getReader' in value;

/** Without the ports, which differ from run to run. */
const constant = (text: string): string => text.replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:8080');
