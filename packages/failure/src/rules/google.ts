/**
 * Rules for Google's quotas. They read the quota's id, which names the window and the unit, because the message is the
 * same for all quotas.
 */
import { both, coded, codedLike, either, type Rule, rule, said } from './rule.ts';

const isExhausted = coded('resource_exhausted');

/** Sources: ai.google.dev/gemini-api/docs/rate-limits; cloud.google.com/vertex-ai/generative-ai/docs/error-code-429. */
export const googleRules: readonly Rule[] = [
  // A limit of 0 means that the model has no free tier.
  rule('gemini.limitZero', 'quotaExceeded', both(said(/\blimit: 0\b/), said(/quota/))),
  // Example of the id of a quota per day: `GenerateRequestsPerDayPerProjectPerModel-FreeTier`.
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
