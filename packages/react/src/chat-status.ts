/** What a view says in the words that chat screens know. */
import type { Failure } from '@perdure/failure';
import { currentRun, isSettled, type RunView, type ThreadView } from '@perdure/runtime/view';
import { messagesOf } from './lookup.ts';

/**
 * - `submitted`: asked, and nothing of the answer is there: it is queued, or a retry is waited for
 * - `streaming`: the answer is being written
 * - `ready`: nothing is under way
 * - `error`: the last run failed, or was interrupted
 *
 * A run that asks something is `submitted` too; what it asks is its `question`.
 */
export type ChatStatus = 'submitted' | 'streaming' | 'ready' | 'error';

/** A retry that is waited for, or under way. */
export interface Retry {
  /** 1 for the first. */
  number: number;
  maxRetries: number;
  /** When it begins, epoch milliseconds; null once it is under way. */
  retryAt: number | null;
  /** Why it is needed. */
  failure: Failure;
}

export function statusOf(view: ThreadView): ChatStatus {
  const run = currentRun(view);
  if (run === undefined) return 'ready';
  if (run.state === 'failed' || run.state === 'interrupted') return 'error';
  if (isSettled(run)) return 'ready';
  // Between two steps no message is open: what is there of the answer still says that it is on its way.
  const hasAnswer = messagesOf(view, run.id).some(({ role }) => role === 'assistant');
  return run.state === 'running' && hasAnswer ? 'streaming' : 'submitted';
}

/** Why the run came to nothing. While it may still succeed, a failure is its retry's affair. */
export const errorOf = (run: RunView | undefined): Failure | null =>
  run?.state === 'failed' || run?.state === 'interrupted' ? run.failure : null;

export function retryOf(run: RunView | undefined): Retry | null {
  if (run === undefined || run.retry === 0 || run.failure === null) return null;
  const { state, retry: number, maxRetries, retryAt, failure } = run;
  const isRetry = state === 'retrying' || state === 'parked' || state === 'running';
  return isRetry ? { number, maxRetries, retryAt, failure } : null;
}
