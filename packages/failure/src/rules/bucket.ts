/**
 * Rule for a request that alone is larger than its rate limit. Seen in: OpenAI, Groq (`Limit 6000, Requested 10338`).
 */
import { type Rule, rule } from './rule.ts';

const requested = /\blimit:? (\d{1,12})\b.{0,40}\brequested:? (\d{1,12})\b/;
const used = /\bused:? \d/;

/**
 * True if the request alone exceeds the limit, because no wait helps then. False for a request that fits into the
 * limit, because it succeeds once the used part of the limit is free again.
 */
function isLargerThanBucket(text: string): boolean {
  const [, limit, asked] = requested.exec(text) ?? [];
  if (limit === undefined || asked === undefined) return false;
  return Number(asked) > Number(limit) && !(used.test(text) && Number(asked) <= Number(limit));
}

export const bucketRules: readonly Rule[] = [
  rule('numbers.bucket', 'invalidRequest', ({ said: text }) => isLargerThanBucket(text)),
];
