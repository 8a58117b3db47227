/**
 * Reads headers from a `Headers`, from pairs or from a plain object, with names in lower case. Also reads the codes
 * that headers hold.
 */
import { get, isArray, isIterable, keysOf } from './safe.ts';

export type HeaderMap = ReadonlyMap<string, string>;

export function readHeaders(source: unknown): HeaderMap {
  const found = new Map<string, string>();
  if (typeof source !== 'object' || source === null) return found;
  const pairs: Iterable<unknown> = isIterable(source)
    ? source
    : keysOf(source).map((key) => [key, get(source, key)]);
  try {
    for (const pair of pairs) {
      if (!isArray(pair)) continue;
      const [name, value] = pair;
      if (typeof name === 'string') found.set(name.toLowerCase(), String(value));
      if (found.size > 100) break;
    }
  } catch {
    // An iterator may throw. The headers that it gave before the throw are kept.
  }
  return found;
}

/**
 * Fields with the response in which the headers stand. Seen in: AWS (`$response`), cohere-ai and the clients by
 * Speakeasy (`rawResponse`), @huggingface/inference (`httpResponse`).
 */
const carriers = ['rawResponse', '$response', 'httpResponse'] as const;

/** The headers of the response that an error holds, in any of the usual fields; empty if there are none. */
export function headersOf(source: object): HeaderMap {
  const own = readHeaders(get(source, 'responseHeaders') ?? get(source, 'headers'));
  if (own.size > 0) return own;
  const carrier = carriers.map((key) => get(source, key)).find((value) => value != null);
  return carrier === undefined ? own : readHeaders(get(carrier, 'headers'));
}

/**
 * Headers that hold a code. In the headers of AWS, the code is the exception of an event in a stream, or the exception
 * of a JSON response, after which `:` and an address may stand.
 */
export const codeHeaders = [
  ':exception-type',
  ':error-code',
  'x-amzn-errortype',
  'x-ms-error-code',
];

export function codesInHeaders(headers: HeaderMap): string[] {
  return codeHeaders
    .map((name) => headers.get(name)?.split(':')[0])
    .filter((code): code is string => code !== undefined && code !== '');
}
