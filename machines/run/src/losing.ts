/**
 * The consequence of an attempt that ended with its process. A loss is not a failure: it says nothing about the request,
 * uses up no retry, and hits every run that was under way. It is counted apart, because one of them may be its cause.
 */
import type { Failure } from '@perdure/failure';
import { hasProgressed } from './progress.ts';
import type { AttemptEvent, RunContext, RunEvent } from './words.ts';

type LossEvent = Pick<Extract<AttemptEvent, { type: 'attempt.lost' }>, 'orderly'>;

const lost: Failure = {
  kind: 'brokenStream',
  retryable: true,
  code: 'attempt_lost',
  message: 'The process ended while the attempt was under way.',
  decidedBy: 'run/attempt-lost',
};

const closed: Failure = {
  kind: 'brokenStream',
  retryable: true,
  code: 'runtime_closed',
  message: 'The app was closed while the attempt was under way.',
  decidedBy: 'run/runtime-closed',
};

/** The failure of a run that is given up. @param count of its attempts that were lost with their process */
const processLost = (count: number): Failure => ({
  kind: 'brokenStream',
  retryable: false,
  code: 'process_lost',
  message: `The process ended ${count === 1 ? 'once' : `${count} times`} while this run was under way.`,
  decidedBy: 'run/process-lost',
});

const codes: ReadonlySet<string | undefined> = new Set([
  'attempt_lost',
  'runtime_closed',
  'process_lost',
]);

/** True for the failure of an attempt whose process ended before the attempt did, or whose host was closed. */
export const isLost = ({ code }: Failure): boolean => codes.has(code);

/** True for the failure of an attempt that was lost, and that counts. */
export const isCounted = (failure: Failure | null): boolean => failure?.code === lost.code;

/** The failure of a lost attempt. */
export const lossOf = ({ orderly = false }: LossEvent): Failure => (orderly ? closed : lost);

/**
 * True for a run that may be what ends the process: it was under way at more than one crash, and no attempt of it has
 * ended in any other way since the last one.
 */
export const isSuspect = ({ lossCount, suspicion }: RunContext): boolean =>
  lossCount > 0 && suspicion > 1;

/** True for the failure of an attempt whose host was closed. */
export const isOrderly = ({ code }: Failure): boolean => code === closed.code;

const isOrderlyEnd = (event: RunEvent): boolean =>
  event.type === 'attempt.lost' && event.orderly === true;

/**
 * Both counts of losses after the event. The progress of a suspect does not begin its losses again, because a run that
 * ends the process may record a step before.
 */
function counted(context: RunContext, event: RunEvent): { lossCount: number; suspicion: number } {
  const before = hasProgressed(event) && !isSuspect(context) ? 0 : context.lossCount;
  const own = isOrderlyEnd(event) ? 0 : 1;
  return { lossCount: before + own, suspicion: context.suspicion + own };
}

/**
 * True if another attempt follows a lost one. Losses are bounded twice, because a run that is cleared before each crash
 * must end too.
 */
export function mayComeBack(context: RunContext, event: RunEvent): boolean {
  const { policy } = context;
  const { lossCount, suspicion } = counted(context, event);
  if (policy.onLost !== 'retry') return false;
  return (
    isOrderlyEnd(event) ||
    (lossCount <= policy.maxLosses &&
      suspicion <= Math.max(policy.maxLosses, policy.maxTotalRetries))
  );
}

/** The changes to the context that begin the wait after a lost attempt. No retry is used up. */
export function planReturn(context: RunContext, event: RunEvent): Partial<RunContext> {
  const counts = counted(context, event);
  const { at, jitter } = event as { at?: number; jitter?: number };
  const ms = isOrderlyEnd(event)
    ? orderlyMs(context.policy.baseMs, jitter)
    : lossMs(context, counts.lossCount, jitter);
  return {
    ...counts,
    retryCount: hasProgressed(event) ? 0 : context.retryCount,
    streak: 0,
    failure: lossOf(event as LossEvent),
    wait: { ms, until: at === undefined ? null : at + ms },
  };
}

/** The changes to the context of a run that is interrupted by a loss. */
export function givenUp(context: RunContext, event: RunEvent): Partial<RunContext> {
  const counts = counted(context, event);
  const { maxLosses, onLost } = context.policy;
  const count = counts.lossCount > maxLosses ? counts.lossCount : counts.suspicion;
  const failure = onLost === 'retry' ? processLost(count) : lossOf(event as LossEvent);
  return { ...counts, failure, wait: null };
}

/**
 * The wait after a loss, milliseconds. Half of it is random whatever the policy says, because all attempts of a process
 * are lost at the same moment. It is never 0, because a run that ends the process must not come back without a wait.
 */
function lossMs({ policy }: RunContext, lossCount: number, jitter = 1): number {
  const full = Math.min(policy.baseMs * 2 ** (lossCount - 1), policy.maxMs);
  return Math.max(1, Math.round(full / 2 + (full / 2) * jitter));
}

/** Longest wait after an orderly end, milliseconds. */
const orderlyMostMs = 1_000;

/** The wait after an orderly end, milliseconds. All of it is random, because the runs come back at one start. */
const orderlyMs = (baseMs: number, jitter = 1): number =>
  Math.max(1, Math.round(Math.min(baseMs, orderlyMostMs) * jitter));
