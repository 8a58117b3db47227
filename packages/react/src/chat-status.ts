/** A thread's view in the words of chat screens. */
import type { Failure } from '@perdure/failure';
import { isFinalState } from '@perdure/run/words';
import { currentRun, type RunView, type ThreadView } from '@perdure/thread';
import { messagesOf } from './lookup.ts';

/**
 * - `submitted`: a prompt was sent and no answer is being written: the run is queued, or waits for a retry or for input
 * - `streaming`: the answer is being written
 * - `ready`: no run is under way
 * - `error`: the last run failed, or was interrupted
 */
export type ChatStatus = 'submitted' | 'streaming' | 'ready' | 'error';

/** A retry that is awaited or under way. */
export interface Retry {
  /** 1 for the first retry. */
  retryCount: number;
  maxRetries: number;
  /** When it begins, epoch milliseconds; null once it is under way, and for a wait without a deadline. */
  retryAt: number | null;
  /** Why the run tries again. */
  failure: Failure;
}

export function statusOf(view: ThreadView): ChatStatus {
  const run = currentRun(view);
  if (run === undefined) return 'ready';
  if (run.state === 'failed' || run.state === 'interrupted') return 'error';
  if (isFinalState(run.state)) return 'ready';
  // Any message of the answer counts, because between two model steps none is in status `streaming`.
  const hasAnswer = messagesOf(view, run.id).some(({ role }) => role === 'assistant');
  return run.state === 'running' && hasAnswer ? 'streaming' : 'submitted';
}

/** The failure of a run that failed or was interrupted. A failure that is tried again belongs to `retryOf`. */
export const errorOf = (run: RunView | undefined): Failure | null =>
  run?.state === 'failed' || run?.state === 'interrupted' ? run.failure : null;

export function retryOf(run: RunView | undefined): Retry | null {
  if (run === undefined || run.retryCount === 0 || run.failure === null) return null;
  const { state, retryCount, maxRetries, retryAt, failure } = run;
  const isRetry = state === 'retrying' || state === 'parked' || state === 'running';
  return isRetry ? { retryCount, maxRetries, retryAt, failure } : null;
}
