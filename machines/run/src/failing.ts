/**
 * The consequence of a failed attempt: whether another attempt follows, when it begins, and what the event reports. All
 * functions are pure: randomness comes in as `jitter`.
 */
import { type Failure, messageOf } from '@perdure/failure';
import { isCounted, lossOf } from './losing.ts';
import { hasProgressed } from './progress.ts';
import type { RetryPolicy, RunContext, RunEvent, Waiting } from './words.ts';

/**
 * The failure for an attempt that threw. It is never retried, because a throw is a defect of the caller's code. Its
 * text has no credentials (G10).
 */
export const defect = (error: unknown): Failure => ({
  kind: 'unknown',
  retryable: false,
  code: 'attempt_defect',
  message: messageOf(error),
  decidedBy: 'run/defect',
});

/** True for the failure of an attempt that threw. */
export const isDefect = ({ code }: Failure): boolean => code === 'attempt_defect';

/** The failure that an event carries. For an attempt that threw, XState's own event has the field `error`. */
export function failureOf(event: RunEvent): Failure {
  if (event.type === 'attempt.failed') return event.failure;
  if (event.type === 'attempt.lost') return lossOf(event);
  return defect('error' in event ? event.error : event.type);
}

/** Retries used since the last progress, as of an attempt that ends with the event. */
const usedBefore = ({ retryCount }: RunContext, event: RunEvent): number =>
  hasProgressed(event) ? 0 : retryCount;

/** True if the event's failure is retryable and a retry is left, both since the last progress and in all. */
export const mayTryAgain = (context: RunContext, event: RunEvent): boolean => {
  const { policy, totalRetryCount } = context;
  return (
    failureOf(event).retryable &&
    usedBefore(context, event) < policy.maxRetries &&
    totalRetryCount < Math.max(policy.maxRetries, policy.maxTotalRetries)
  );
};

/** The changes to the context that begin a wait. The deadline is set only if the event carries `at`. */
export function planRetry(context: RunContext, event: RunEvent): Partial<RunContext> {
  const { policy } = context;
  const retryCount = usedBefore(context, event) + 1;
  const failure = failureOf(event);
  const { at, jitter } = event as { at?: number; jitter?: number };
  const ms = waitMs(policy, retryCount, failure, jitter);
  return {
    retryCount,
    totalRetryCount: context.totalRetryCount + 1,
    lossCount: 0,
    streak: streakWith(context, event),
    failure,
    wait: { ms, until: at === undefined ? null : at + ms },
  };
}

/** The changes to the context of a run that fails, because more than `maxRepeats` attempts in a row failed alike. */
export function repeated(context: RunContext, event: RunEvent): Partial<RunContext> {
  const repeats = streakWith(context, event);
  return {
    streak: repeats,
    lossCount: 0,
    failure: { ...failureOf(event), retryable: false, repeats },
  };
}

/** The fields of `run.retrying` and `run.parked`. In both states `wait` and `failure` are set. */
export const waiting = ({ policy, retryCount, lossCount, wait, failure }: RunContext): Waiting => ({
  retryCount,
  maxRetries: policy.maxRetries,
  ...(isCounted(failure) && { lossCount }),
  waitMs: wait?.ms ?? 0,
  retryAt: wait?.until ?? null,
  failure: failure ?? lossOf({}),
});

/**
 * The wait before a retry, in milliseconds. The server's `retryAfterMs` is a minimum.
 *
 * @param retryCount 1 for the first retry
 * @param jitter a number in [0, 1), used only with `jitter: 'equal'`
 */
function waitMs(policy: RetryPolicy, retryCount: number, failure: Failure, jitter = 1): number {
  const full = Math.min(policy.baseMs * 2 ** (retryCount - 1), policy.maxMs);
  const own = policy.jitter === 'equal' ? full / 2 + (full / 2) * jitter : full;
  return Math.max(Math.round(own), failure.retryAfterMs ?? 0);
}

/** True if the server asks for a wait of more than `parkAfterMs`, which is longer than a person would watch. */
export const isFar = (policy: RetryPolicy, failure: Failure): boolean =>
  (failure.retryAfterMs ?? 0) > policy.parkAfterMs;

// Repetition: a failure that comes back at once and unchanged, several times in a row, is the server's answer to the
// request, even if its status stands for a transient error.

/**
 * Upper limit of "at once", milliseconds. An attempt that fails sooner, and before its first output, was refused at
 * once.
 */
const atOnceMs = 1_000;

/**
 * Statuses of an outage. Failures with these statuses never count as a repetition, because an outage gives the same
 * failure for minutes and then ends. Sources: RFC 9110 §15.6 (502 to 504), Cloudflare (520 to 524), Anthropic (529).
 */
const outages: ReadonlySet<number | undefined> = new Set([
  502, 503, 504, 520, 521, 522, 523, 524, 529,
]);

/**
 * Kinds of failures that never count as a repetition, because they describe the server, the network or a crowded minute:
 * a laptop that is offline fails at once too, and a limit of a minute does for a minute.
 */
const passing: ReadonlySet<Failure['kind']> = new Set([
  'overloaded',
  'rateLimited',
  'timeout',
  'network',
]);

/**
 * True for a failure with a known reason: an outage, a kind that passes by itself, or a wait that the server names. The
 * next attempt may then succeed.
 */
const hasReason = ({ kind, status, retryAfterMs, doubtful }: Failure): boolean =>
  retryAfterMs !== undefined || (passing.has(kind) && !doubtful) || outages.has(status);

/** The failure without request ids, counters and times, because they differ from call to call. */
const essence = ({ kind, status, code, message }: Failure): string =>
  JSON.stringify([kind, status, code, message.replaceAll(/[\w-]{16,}|\d+/g, '#')]);

/**
 * How many attempts in a row, including this one, failed at once with the same failure; 0 if this attempt did not fail
 * at once, or if its failure has a known reason.
 */
function streakWith({ failure, streak }: RunContext, event: RunEvent): number {
  if (event.type !== 'attempt.failed' || hasProgressed(event)) return 0;
  const { failure: now, tookMs = Infinity } = event;
  if (tookMs >= atOnceMs || hasReason(now)) return 0;
  const isSame = failure !== null && essence(failure) === essence(now);
  return isSame ? streak + 1 : 1;
}

/** True if more than `maxRepeats` attempts in a row, this one included, failed at once with the same failure. */
export const isRepeating = (context: RunContext, event: RunEvent): boolean =>
  streakWith(context, event) > context.policy.maxRepeats;
