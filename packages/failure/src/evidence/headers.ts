/** Headers of any kind (a Headers, pairs, a plain object), with lower-case names; and the codes that stand in them. */
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
    // An iterator that throws has said all that it will.
  }
  return found;
}

/** AWS names the exception in a header: of an event of a stream, and of a JSON answer with its address behind a colon. */
const codeHeaders = [':exception-type', ':error-code', 'x-amzn-errortype', 'x-ms-error-code'];

export function codesInHeaders(headers: HeaderMap): string[] {
  return codeHeaders
    .map((name) => headers.get(name)?.split(':')[0])
    .filter((code): code is string => code !== undefined && code !== '');
}
