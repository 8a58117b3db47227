/** A request that is larger than its rate limit's bucket (OpenAI, Groq): `Limit 6000, Requested 10338`. */
import { type Rule, rule } from './rule.ts';

const requested = /\blimit:? (\d{1,12})\b.{0,40}\brequested:? (\d{1,12})\b/;
const used = /\bused:? \d/;

/** True if the request alone exceeds the limit, so that no wait helps. A request that fits waits for the used part. */
function isLargerThanBucket(text: string): boolean {
  const [, limit, asked] = requested.exec(text) ?? [];
  if (limit === undefined || asked === undefined) return false;
  return Number(asked) > Number(limit) && !(used.test(text) && Number(asked) <= Number(limit));
}

export const bucketRules: readonly Rule[] = [
  rule('numbers.bucket', 'invalidRequest', ({ said: text }) => isLargerThanBucket(text)),
];
