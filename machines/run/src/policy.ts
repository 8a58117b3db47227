/** When to try again: the policy, and the arithmetic of a wait. Pure: chance comes in as `jitter`. */
import type { Failure } from '@perdure/failure';

export interface RetryPolicy {
  /** Retries a run may use up, over all its attempts. */
  maxRetries: number;
  /**
   * How often one failure may come back, at once and the same, before the run takes it for lasting and
   * fails. As many as `maxRetries` or more: never.
   */
  maxRepeats: number;
  /** Wait before the first retry; each further one doubles it. Milliseconds. */
  baseMs: number;
  /** Where the doubling stops. Milliseconds. */
  maxMs: number;
  /** `equal`: half of the wait is fixed and half is chance, so that many clients do not come back in step. */
  jitter: 'none' | 'equal';
  /** A server that asks for a longer wait than this parks the run. Milliseconds. */
  parkAfterMs: number;
  /** What a run does whose attempt was lost with its process. */
  onLost: 'retry' | 'interrupt';
}

export const defaultPolicy: RetryPolicy = {
  maxRetries: 5,
  maxRepeats: 3,
  baseMs: 2_000,
  maxMs: 32_000,
  jitter: 'none',
  parkAfterMs: 60_000,
  onLost: 'retry',
};

/** A policy that no run can keep. Correct it where the run is started. */
export class InvalidPolicyError extends RangeError {
  override readonly name = 'InvalidPolicyError';
}

const longestMs = 365 * 24 * 60 * 60 * 1_000;

const bounds = {
  maxRetries: 1_000,
  maxRepeats: 1_000,
  baseMs: longestMs,
  maxMs: longestMs,
  parkAfterMs: longestMs,
} satisfies Partial<Record<keyof RetryPolicy, number>>;

const choices = {
  jitter: ['none', 'equal'],
  onLost: ['retry', 'interrupt'],
} satisfies Partial<Record<keyof RetryPolicy, readonly string[]>>;

/** Policies that were found to be valid, and cannot change any more: each step of a run asks again. */
const valid = new WeakSet<RetryPolicy>();

/**
 * A policy with what differs from it; what is `undefined` does not. Each number is finite, so that it can be
 * stored as JSON: "no limit" is a large one.
 *
 * @throws {InvalidPolicyError} which names the field, what it may be, and what it was
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

/**
 * The wait before retry number `retry` (from 1), in milliseconds. The server's own wait is a minimum.
 *
 * @param jitter a number in [0, 1), used only if the policy asks for it
 */
export function waitMs(policy: RetryPolicy, retry: number, failure: Failure, jitter = 1): number {
  const full = Math.min(policy.baseMs * 2 ** (retry - 1), policy.maxMs);
  const own = policy.jitter === 'equal' ? full / 2 + (full / 2) * jitter : full;
  return Math.max(Math.round(own), failure.retryAfterMs ?? 0);
}

/** Does the server ask for so long a wait that nobody would watch it count down? */
export const isFar = (policy: RetryPolicy, failure: Failure): boolean =>
  (failure.retryAfterMs ?? 0) > policy.parkAfterMs;
