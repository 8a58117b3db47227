/**
 * The wait that a server asks for, milliseconds, from headers, the body or the text. Dates are compared with the
 * response's own `date`, because the client's clock may be wrong. Negative waits and waits over 32 days are ignored.
 */
import { readDuration, waitInText } from './duration.ts';
import { waitKeys } from './keys.ts';

/** Longest wait that counts, milliseconds: 32 days. A longer wait is ignored, because no quota window is longer. */
const longestMs = 32 * 24 * 3_600_000;

/** A field of the body that holds a wait. */
export interface StatedWait {
  key: (typeof waitKeys)[number];
  value: unknown;
}

/** The first valid wait, rounded up, in the order: wait headers, the body, exhausted limits, the text. */
export function readWaitMs(
  headers: ReadonlyMap<string, string>,
  stated: readonly StatedWait[],
  said: string,
): number | undefined {
  const now = Date.parse(headers.get('date') ?? '') || Date.now();
  const sources = [
    () => number(headers.get('retry-after-ms')),
    () => retryAfter(headers.get('retry-after'), now),
    () => preferred(stated, now),
    () => exhausted(headers, now),
    () => waitInText(said, now),
  ];
  for (const source of sources) {
    const ms = source();
    if (ms !== undefined && ms >= 0 && ms <= longestMs) return Math.ceil(ms);
  }
  return undefined;
}

/**
 * The wait in the header `retry-after`, milliseconds. The header holds seconds or an HTTP date (RFC 9110 §10.2.3); some
 * relays write an instant or `45s` there.
 */
function retryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  const seconds = number(value);
  return seconds === undefined
    ? (readDuration(value) ?? moment(value, now))
    : instant(seconds, now);
}

/**
 * The wait in a field of the body, milliseconds. Examples: Google's RetryInfo (`retryDelay: "34.07s"`), OpenAI's usage
 * limits (`resets_at`, `resets_in_seconds`).
 */
function inBody({ key, value }: StatedWait, now: number): number | undefined {
  if (typeof value === 'string') return readDuration(value) ?? moment(value, now);
  if (typeof value !== 'number') return undefined;
  return key === 'resets_at' ? instant(value, now) : value * 1_000;
}

/**
 * The longest wait that the headers give for limits that are used up, milliseconds: `x-ratelimit-reset-tokens: 6m0s`
 * (OpenAI, Groq), `x-ratelimit-reset` (an epoch time at OpenRouter), `anthropic-ratelimit-requests-reset` (RFC 3339). A
 * limit with something left is ignored.
 */
function exhausted(headers: ReadonlyMap<string, string>, now: number): number | undefined {
  const waits: number[] = [];
  for (const [name, value] of headers) {
    if (!/ratelimit.{0,40}reset|reset.{0,40}ratelimit/.test(name)) continue;
    const left = headers.get(name.replace('reset', 'remaining'));
    if (left === undefined ? name !== 'x-ratelimit-reset' : number(left) !== 0) continue;
    const plain = number(value);
    const ms =
      plain === undefined ? (readDuration(value) ?? moment(value, now)) : instant(plain, now);
    if (ms !== undefined) waits.push(ms);
  }
  return waits.length > 0 ? Math.max(...waits) : undefined;
}

/**
 * The wait that a number stands for, milliseconds. A number above 1e11 is an instant in epoch milliseconds, and one
 * above 1e9 is an instant in epoch seconds. Any other number is a wait in seconds.
 */
function instant(value: number, now: number): number {
  if (value > 1e11) return value - now;
  if (value > 1e9) return value * 1_000 - now;
  return value * 1_000;
}

const moment = (text: string, now: number): number | undefined => sinceNow(Date.parse(text), now);

const sinceNow = (time: number, now: number): number | undefined =>
  Number.isNaN(time) ? undefined : time - now;

const number = (text: string | undefined): number | undefined =>
  text !== undefined && /^\s{0,9}\d{1,15}(\.\d{1,6})?\s{0,9}$/.test(text)
    ? Number(text)
    : undefined;

/** The first valid wait in the fields, in the order of `waitKeys`. */
const preferred = (stated: readonly StatedWait[], now: number): number | undefined =>
  [...stated]
    .sort((a, b) => waitKeys.indexOf(a.key) - waitKeys.indexOf(b.key))
    .map((wait) => inBody(wait, now))
    .find((wait) => wait !== undefined && wait >= 0);
