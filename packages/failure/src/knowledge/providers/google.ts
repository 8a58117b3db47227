/**
 * Knowledge about Google's quotas. The quota's id names the window and the unit, because the message is the same for
 * all quotas.
 */
import { plain } from '../../evidence/evidence.ts';
import { both, condition, either, not, says, type Test } from '../../rows/condition.ts';
import { code, phrase, sign } from '../../rows/row.ts';
import { section } from '../../rows/section.ts';
import { dayLimit, minuteLimit, shortWait } from '../limits.ts';
import { google } from './names.ts';

const limits = 'ai.google.dev/gemini-api/docs/rate-limits';
const vertex = 'cloud.google.com/vertex-ai/generative-ai/docs/error-code-429';

const hasCode =
  (...words: string[]): Test =>
  ({ codes }) =>
    words.some((word) => codes.includes(plain(word)));

const hasCodeLike =
  (pattern: RegExp): Test =>
  ({ codes }) =>
    codes.some((found) => pattern.test(found));

/** The id of a quota per minute: `GenerateRequestsPerMinutePerProjectPerModel`. */
const perMinute = hasCodeLike(/perminute|persecond/);

/** Google's errors, also if the caller names no provider. */
const ofGoogle = either(google.holds, hasCode('resource_exhausted'), perMinute, says(/googleapis\.com|ai\.google\.dev|quota exceeded for (?:quota )?metric/));

/** A quota, so that a key or a model of Google is not one. */
const ofAQuota = either(hasCode('resource_exhausted', 'quota_exceeded', 'rate_limit_exceeded'), says(/quota/));

/**
 * A used-up account, plan or day, in spite of the short wait that Google states out of habit. Seen in: Gemini (`Your
 * prepayment credits are depleted.`), Google Cloud Code (`INSUFFICIENT_G1_CREDITS_BALANCE`).
 */
const usedUp = condition('a used-up account, plan or day', either(hasCode('quota_exhausted', 'billing_disabled'), hasCodeLike(/insufficient\w{0,20}balance/), says(/\bdepleted\b/), both(dayLimit.holds, not(minuteLimit.holds))));

const namesAQuota = condition('names a quota', says(/quota/));

export const googleUsedUp = section('google', 'quotaExceeded', [
  // A limit of 0 means that the model has no free tier. A limit of 0.5 is a limit.
  phrase(/\blimit: 0\b(?!\.\d)/, 'google', limits, 'Quota exceeded for metric: generate_content_free_tier_requests, limit: 0', { only: namesAQuota }),
  code(/perday/, 'google', limits, 'GenerateRequestsPerDayPerProjectPerModel-FreeTier'),
  phrase(/\bquotaid: \w{1,60}perday/, 'google', limits, 'quotaId: GenerateRequestsPerDayPerProjectPerModel-FreeTier'),
]);

export const googleMinute = section(
  'google',
  'rateLimited',
  [
    sign('a-minute', both(either(shortWait.holds, perMinute), ofGoogle, ofAQuota), 'google', vertex, {
      message: 'Quota exceeded for metric: generate_content_requests. Please retry in 34.07s.',
      code: 'RESOURCE_EXHAUSTED',
    }),
    // The reason QUOTA_EXCEEDED is one of all windows.
    sign('any-window', both(google.holds, hasCode('quota_exceeded')), 'google', 'google-gemini/gemini-cli/packages/core/src/utils/googleQuotaErrors.ts', { code: 'QUOTA_EXCEEDED' }),
  ],
  { unless: [usedUp], given: { provider: 'google' } },
);
