/** Derives from a thread's view what a chat screen shows: status, retry and error. */
import type { Failure } from '@perdure/failure';
import { isFinalState } from '@perdure/run/words';
import { currentRun, type RunView, type ThreadView } from '@perdure/thread';
import { messagesOf } from './lookup.ts';

/**
 * The status of a chat.
 *
 * - `submitted`: a prompt was sent and no answer is being written: the run is queued, or waits for a retry or for input
 * - `streaming`: the answer is being written
 * - `ready`: no run is under way
 * - `error`: the last run failed, or was interrupted; or a failed run holds the queue
 */
export type ChatStatus = 'submitted' | 'streaming' | 'ready' | 'error';

/** A retry that is awaited or under way. */
export interface Retry {
  /** Number of the retry, from 1. */
  retryCount: number;
  maxRetries: number;
  /**
   * Time at which the retry begins, epoch milliseconds; null once it is under way, and for a wait without a deadline.
   */
  retryAt: number | null;
  /** The failure because of which the run tries again. */
  failure: Failure;
}

export function statusOf(view: ThreadView): ChatStatus {
  const run = currentRun(view);
  if (run === undefined) return 'ready';
  if (run.state === 'failed' || run.state === 'interrupted') return 'error';
  if (isFinalState(run.state)) return 'ready';
  // A message of the answer in any status counts, because between two model steps no message is `streaming`.
  const hasAnswer = messagesOf(view, run.id).some(({ role }) => role === 'assistant');
  return run.state === 'running' && hasAnswer ? 'streaming' : 'submitted';
}

/** A queue that does not go on by itself. */
export interface HeldQueue {
  /** The run that has failed. */
  runId: string;
  failure: Failure;
  /** How many prompts wait. */
  count: number;
}

/** The held queue of a thread; null if its queue is not held. */
export const heldOf = ({ held, runs }: ThreadView): HeldQueue | null =>
  held && { ...held, count: runs.filter(({ state }) => state === 'queued').length };

/** The failure of a run that failed or was interrupted. A failure after which the run tries again is in `retryOf`. */
export const errorOf = (run: RunView | undefined): Failure | null =>
  run?.state === 'failed' || run?.state === 'interrupted' ? run.failure : null;

export function retryOf(run: RunView | undefined): Retry | null {
  if (run === undefined || run.retryCount === 0 || run.failure === null) return null;
  const { state, retryCount, maxRetries, retryAt, failure } = run;
  const isRetry = state === 'retrying' || state === 'parked' || state === 'running';
  return isRetry ? { retryCount, maxRetries, retryAt, failure } : null;
}
