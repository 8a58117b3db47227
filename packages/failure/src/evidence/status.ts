/**
 * Finds HTTP statuses in texts. A number counts only in a position where a status stands, because other numbers are
 * ports, sizes and ids.
 */

import { captured } from './captured.ts';

/** Units after a number that rule out a status. Example: in `error: 500 tokens`, the number is an amount. */
const noUnit = String.raw`(?!\d| ?(?:ms|s|sec|seconds|minutes|tokens?|bytes|characters|chars|kb|mb|requests|messages|items|files|results|rows|lines|entries|records|errors|tests|times|words|days|hours|%)\b)`;

const reasons = [
  'bad request',
  'unauthorized',
  'authorization required',
  'payment required',
  'forbidden',
  'method not allowed',
  'not (?:acceptable|found|implemented)',
  'proxy authentication required',
  'request time-?out',
  'conflict',
  'gone',
  'precondition failed',
  '(?:content|payload|request entity) too large',
  'unsupported media type',
  'unprocessable (?:entity|content)',
  'too many requests',
  'internal server error',
  'bad gateway',
  'service (?:temporarily )?unavailable',
  'gateway time-?out',
  'client error',
  'server error',
].join('|');

const patterns: readonly RegExp[] = [
  // Examples: `429 status code`, `HTTP 503: …`, `Error code: 429 - …`, `API Error: 529 …`.
  new RegExp(
    String.raw`^(?:error: ?)?(?:http|error(?: code)?|api error|status(?: code)?)?:? ?([45]\d\d)(?=[\s:,.\-(]|$)${noUnit}`,
    'gi',
  ),
  // Example: `Request rejected (429)`.
  /^[a-z ,.:]{1,60}\(([45]\d\d)\)/gi,
  // Examples: `status code: 413`, `status_code=429`, `upstream_status: HTTP 403`, `'code': 404`, `\"status\": 503`.
  new RegExp(
    String.raw`\b(?:status(?:[ _]?code)?|error[ _]code|code|http(?:/[\d.]{1,3})?|(?:server|api|client|provider|upstream|http|response)[ _]?error|error(?:ed)? with(?: status)?|request failed|(?:returned|got|received)(?: an?)?|responded(?: with)?|rejected with)\\{0,7}["']{0,2} ?[:=(]{0,2} ?\\{0,7}["']?(?:http )?([45]\d\d)\b${noUnit}`,
    'gi',
  ),
  /状态码\W{0,3}([45]\d\d)\b/g,
  // A status with its reason phrase at any position (RFC 9110 §15). Example: `400 Bad Request`.
  new RegExp(String.raw`\b([45]\d\d):? ["'“]?(?:${reasons})\b`, 'gi'),
  // Examples: `ClientResponseError: 503, message='…'` (aiohttp), `provider(429)`, `[minimax-m3] [503]: …`.
  /\berror: ([45]\d\d),/gi,
  /[a-z]\(([45]\d\d)\):/gi,
  /(?:^|\s)\[([45]\d\d)\]/g,
];

/** All statuses in the first 1,000 characters of a text, in the order of the patterns: the plainest form first. */
export function statusesIn(text: string): number[] {
  const head = text.slice(0, 1_000);
  return patterns.flatMap((pattern) => captured(pattern, head, 4).map(Number));
}

/** 4xx statuses after which another attempt may succeed. Sources: RFC 9110 §15.5, RFC 6585, RFC 8470; nginx for 499. */
const passing: ReadonlySet<number> = new Set([408, 409, 425, 429, 499]);

/** True for a 4xx status that the same request will meet again. */
export const lasts = (status: number): boolean =>
  status >= 400 && status < 500 && !passing.has(status);

/**
 * The 4xx status of the server behind a gateway that answers 5xx and passes on a refusal. Undefined if the error also
 * names a transient status, because the refusal is then not the only reason.
 */
export function behindGateway(
  outer: number | undefined,
  others: readonly number[],
): number | undefined {
  if (outer === undefined || outer < 500) return undefined;
  return others.every(lasts) ? others[0] : undefined;
}
