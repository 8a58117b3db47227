/** Google says how long a quota is in its id, and what it is counted in; everything else of it is one sentence for all. */
import { both, coded, codedLike, either, type Rule, rule, said } from './rule.ts';

const isExhausted = coded('resource_exhausted');

/** ai.google.dev/gemini-api/docs/rate-limits; cloud.google.com/vertex-ai/generative-ai/docs/error-code-429. */
export const googleRules: readonly Rule[] = [
  // A limit of zero is a model without a free tier.
  rule('gemini.limitZero', 'quotaExceeded', both(said(/\blimit: 0\b/), said(/quota/))),
  // `GenerateRequestsPerDayPerProjectPerModel-FreeTier`: per day is not per minute.
  rule(
    'gemini.perDay',
    'quotaExceeded',
    either(codedLike(/perday/), said(/\bquotaid: \w{1,60}perday/)),
  ),
  rule(
    'gemini.perMinute',
    'rateLimited',
    both(
      isExhausted,
      ({ codes, waitMs = Infinity }) =>
        waitMs <= 300_000 || codes.some((code) => code.includes('perminute')),
    ),
  ),
];
