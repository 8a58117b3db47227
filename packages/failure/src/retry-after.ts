/**
 * The wait that a server asks for, in milliseconds: `retry-after-ms` (OpenAI, Azure), or
 * `retry-after` in seconds or as an HTTP date (RFC 9110 §10.2.3). A date is read against the
 * response's own `date` header, since the client's clock may be wrong.
 */
export function readRetryAfterMs(headers: ReadonlyMap<string, string>): number | undefined {
  const millis = asNumber(headers.get('retry-after-ms'));
  if (millis !== undefined) return sane(millis);

  const after = headers.get('retry-after');
  if (after === undefined) return undefined;
  const seconds = asNumber(after);
  if (seconds !== undefined) return sane(seconds * 1000);

  const now = Date.parse(headers.get('date') ?? '');
  return sane(Date.parse(after) - (Number.isNaN(now) ? Date.now() : now));
}

/** No quota window is longer: what asks for more is nonsense. */
const longestMs = 32 * 24 * 3600 * 1000;

const asNumber = (value: string | undefined): number | undefined =>
  value !== undefined && /^\s*\d{1,15}(\.\d{1,6})?\s*$/.test(value) ? Number(value) : undefined;

const sane = (ms: number): number | undefined =>
  ms >= 0 && ms <= longestMs ? Math.ceil(ms) : undefined;
