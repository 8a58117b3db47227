/** What follows from a failed attempt: whether there is another, when, and what is said of it. */
import type { Failure } from '@perdure/failure';
import { waitMs } from './policy.ts';
import { streakWith } from './repetition.ts';
import type { RunContext, RunEvent, Waiting } from './types.ts';

const lost: Failure = {
  kind: 'brokenStream',
  retryable: true,
  code: 'attempt_lost',
  message: 'The process ended while the attempt was under way.',
  rule: 'run.attemptLost',
};

/** An attempt that broke instead of answering is a defect, and a defect is not tried again. */
export const defect = (error: unknown): Failure => ({
  kind: 'unknown',
  retryable: false,
  message: error instanceof Error ? error.message : String(error),
  rule: 'run.defect',
});

/** The failure that an event brings. `error` stands on XState's own event for an attempt that threw. */
export function failureOf(event: RunEvent): Failure {
  if (event.type === 'attempt.failed') return event.failure;
  if (event.type === 'attempt.lost') return lost;
  return defect('error' in event ? event.error : event.type);
}

export const mayTryAgain = ({ policy, retries }: RunContext, event: RunEvent): boolean =>
  failureOf(event).retryable && retries < policy.maxRetries;

export function planRetry(context: RunContext, event: RunEvent): Partial<RunContext> {
  const { policy, retries } = context;
  const failure = failureOf(event);
  const { at, jitter } = event as { at?: number; jitter?: number };
  const ms = waitMs(policy, retries + 1, failure, jitter);
  return {
    retries: retries + 1,
    streak: streakWith(context, event),
    failure,
    wait: { ms, until: at === undefined ? null : at + ms },
  };
}

/** What could be tried again, but has come back too often to be an accident. */
export function repeated(context: RunContext, event: RunEvent): Partial<RunContext> {
  const repeats = streakWith(context, event);
  return { streak: repeats, failure: { ...failureOf(event), retryable: false, repeats } };
}

/** What is said of a wait. Called in a waiting state, where both are set. */
export const waiting = ({ policy, retries, wait, failure }: RunContext): Waiting => ({
  retry: retries,
  maxRetries: policy.maxRetries,
  waitMs: wait?.ms ?? 0,
  retryAt: wait?.until ?? null,
  failure: failure ?? lost,
});
