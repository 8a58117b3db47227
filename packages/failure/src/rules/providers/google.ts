/**
 * Rules for Google's quotas. They read the quota's id, which names the window and the unit, because the message is the
 * same for all quotas. Sources: ai.google.dev/gemini-api/docs/rate-limits;
 * cloud.google.com/vertex-ai/generative-ai/docs/error-code-429.
 */
import {
  at,
  both,
  coded,
  codedLike,
  either,
  not,
  type Rule,
  rule,
  said,
  type Test,
} from '../rule.ts';
import { ofADay, ofAMinute } from '../windows.ts';

/** Matches the id of a quota per minute: `GenerateRequestsPerMinutePerProjectPerModel`. */
const perMinute = codedLike(/perminute|persecond/);

/** Matches Google's errors, also if the caller names no provider. */
const google = either(
  coded('resource_exhausted'),
  at(/google|gemini|vertex/, () => true),
  perMinute,
  said(/googleapis\.com|ai\.google\.dev|quota exceeded for (?:quota )?metric/),
);

/** Matches the texts and codes of a quota, so that a key or a model of Google is not one. */
const quota = either(
  coded('resource_exhausted', 'quota_exceeded', 'rate_limit_exceeded'),
  said(/quota/),
);

/** Matches a used-up account, plan or day, in spite of the short wait that Google states out of habit. */
const lasting = either(
  coded('quota_exhausted', 'billing_disabled'), // Seen in: Google Cloud Code, ErrorInfo.reason
  codedLike(/insufficient\w{0,20}balance/), // Seen in: Google Cloud Code: `INSUFFICIENT_G1_CREDITS_BALANCE`
  said(/\bdepleted\b/), // Seen in: Gemini: `Your prepayment credits are depleted.`
  both(ofADay, not(ofAMinute)),
);

const shortWait: Test = ({ waitMs = Infinity }) => waitMs <= 300_000;

export const googleRules: readonly Rule[] = [
  // A limit of 0 means that the model has no free tier. A limit of 0.5 is a limit.
  rule('gemini.limitZero', 'quotaExceeded', both(said(/\blimit: 0\b(?!\.\d)/), said(/quota/))),
  // Example of the id of a quota per day: `GenerateRequestsPerDayPerProjectPerModel-FreeTier`.
  rule(
    'gemini.perDay',
    'quotaExceeded',
    either(codedLike(/perday/), said(/\bquotaid: \w{1,60}perday/)),
  ),
  rule(
    'gemini.perMinute',
    'rateLimited',
    both(either(shortWait, perMinute), google, quota, not(lasting)),
  ),
  // The reason QUOTA_EXCEEDED is one of all windows. Seen in: gemini-cli.
  rule(
    'gemini.quota',
    'rateLimited',
    both(at(/google|gemini|vertex/, coded('quota_exceeded')), not(lasting)),
  ),
];
