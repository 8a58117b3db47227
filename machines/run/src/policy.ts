/** The retry policy: defaults, bounds, checks. */

/** When a run tries again, and how long it waits. Every number is finite: durations from 0 to 365 days. */
export interface RetryPolicy {
  /**
   * Retries that a run may use since its last progress, which is a step that is recorded and stays. A whole number, 0
   * to 1,000. @default 10
   */
  maxRetries: number;
  /**
   * Retries that a run may use in all, because a run whose every attempt makes progress must end too. With a value of
   * `maxRetries` or less, progress gives nothing back, and `maxRetries` is the bound. A whole number, 0 to 1,000.
   * @default 100
   */
  maxTotalRetries: number;
  /**
   * How many attempts in a row may fail at once with the same failure. After one more the run fails, because the
   * failure then counts as permanent. A value of `maxRetries` or more turns this off. A whole number, 0 to 1,000.
   * @default 3
   */
  maxRepeats: number;
  /** Wait before the first retry, milliseconds. Each further retry doubles it. @default 2_000 */
  baseMs: number;
  /** Longest wait that doubling reaches, milliseconds. @default 60_000 */
  maxMs: number;
  /** `equal`: half of the wait is random, so that many clients do not retry at the same moment. @default 'none' */
  jitter: 'none' | 'equal';
  /** A run parks if the server asks for a longer wait than this, milliseconds. @default 60_000 */
  parkAfterMs: number;
  /** Reaction to an attempt that was lost with its process. @default 'retry' */
  onLost: 'retry' | 'interrupt';
  /**
   * How many attempts in a row may be lost with their process. After one more the run is interrupted, because it may be
   * what ends the process. A loss uses up no retry. A whole number, 0 to 1,000. @default 5
   */
  maxLosses: number;
}

/** The policy of a run whose input names no policy. Its ten waits last 362 s, which is longer than most outages. */
export const defaultPolicy: RetryPolicy = {
  maxRetries: 10,
  maxTotalRetries: 100,
  maxRepeats: 3,
  baseMs: 2_000,
  maxMs: 60_000,
  jitter: 'none',
  parkAfterMs: 60_000,
  onLost: 'retry',
  maxLosses: 5,
};

/**
 * A policy is out of its bounds. The message names the field, its bounds and the value. Correct it where the run
 * starts.
 */
export class InvalidPolicyError extends RangeError {
  override readonly name = 'InvalidPolicyError';
}

const longestMs = 365 * 24 * 60 * 60 * 1_000;

const bounds = {
  maxRetries: 1_000,
  maxTotalRetries: 1_000,
  maxRepeats: 1_000,
  maxLosses: 1_000,
  baseMs: longestMs,
  maxMs: longestMs,
  parkAfterMs: longestMs,
} satisfies Partial<Record<keyof RetryPolicy, number>>;

const choices = {
  jitter: ['none', 'equal'],
  onLost: ['retry', 'interrupt'],
} satisfies Partial<Record<keyof RetryPolicy, readonly string[]>>;

/** Frozen policies that were checked. They are cached, because each step of a run checks its policy. */
const valid = new WeakSet<RetryPolicy>();

/**
 * A complete, frozen policy: `base` with the fields of `own`. A field that is `undefined` keeps its value from `base`.
 * Numbers must be finite, because JSON has no Infinity: for "no limit", give a large number.
 *
 * @throws {InvalidPolicyError} if a field is out of its bounds
 */
export function toPolicy(own: Partial<RetryPolicy> = {}, base = defaultPolicy): RetryPolicy {
  if (valid.has(own as RetryPolicy)) return own as RetryPolicy;
  const given = Object.entries(own).filter(([, value]) => value !== undefined);
  const policy: RetryPolicy = { ...base, ...Object.fromEntries(given) };
  for (const [field, most] of Object.entries(bounds)) {
    const value = policy[field as keyof typeof bounds];
    const isNumber = field.endsWith('Ms') ? Number.isFinite(value) : Number.isInteger(value);
    if (isNumber && value >= 0 && value <= most) continue;
    throw new InvalidPolicyError(
      `The policy's ${field} must be a ${field.endsWith('Ms') ? '' : 'whole '}number from 0 to ${most}, and it is ${value}.`,
    );
  }
  for (const [field, words] of Object.entries(choices)) {
    const value = policy[field as keyof typeof choices];
    if (words.includes(value)) continue;
    throw new InvalidPolicyError(
      `The policy's ${field} must be one of ${words.join(', ')}, and it is ${value}.`,
    );
  }
  valid.add(Object.freeze(policy));
  return policy;
}
