/** Whether another attempt may succeed, by the kind of a failure and by what the server says. */
import { type FailureKind, transientKinds } from './failure.ts';

/**
 * Longest wait of a rate limit, milliseconds. A rate limit with a longer wait counts as a quota, because the wait is
 * then the window of a plan and not a busy minute.
 */
export const windowMs = 300_000;

/** What the server says about another attempt. */
interface Advice {
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly waitMs?: number;
}

/** The exceptions to "transient kinds are retryable" stand at `classifyFailure`. */
export function isRetryable(kind: FailureKind, { headers, waitMs = 0 }: Advice): boolean {
  const advice = headers.get('x-should-retry');
  if (advice === 'false') return false;
  // A wait of 5 minutes or less does not count, because servers send one out of habit, also if the quota is used up for
  // longer.
  if (kind === 'quotaExceeded') return waitMs > windowMs;
  if (kind === 'unknown') return advice === 'true';
  return (transientKinds as readonly FailureKind[]).includes(kind);
}
