/** When to try again: the policy, and the arithmetic of a wait. Pure: chance comes in as `jitter`. */
import type { Failure } from '@perdure/failure';

export interface RetryPolicy {
  /** Retries a run may use up, over all its attempts. */
  maxRetries: number;
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
  baseMs: 2_000,
  maxMs: 32_000,
  jitter: 'none',
  parkAfterMs: 60_000,
  onLost: 'retry',
};

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
