/** Headers from a `Headers`, from pairs or from a plain object, with lower-case names; and the codes in them. */
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
    // The iterator threw. The headers that it gave before are kept.
  }
  return found;
}

/** Headers that hold a code. AWS: the exception of a stream's event, or of a JSON response with `:address` after it. */
const codeHeaders = [':exception-type', ':error-code', 'x-amzn-errortype', 'x-ms-error-code'];

export function codesInHeaders(headers: HeaderMap): string[] {
  return codeHeaders
    .map((name) => headers.get(name)?.split(':')[0])
    .filter((code): code is string => code !== undefined && code !== '');
}
