/** The retry of a thread's current run, with the seconds until the retry begins. */
import type { Thread } from '@perdure/thread';
import { type Retry, retryOf } from './chat-status.ts';
import { type ThreadActions, useActions } from './use-actions.ts';
import { useCountdown } from './use-countdown.ts';
import { useRun } from './use-run.ts';

/** A retry with its countdown. */
export interface CountedRetry extends Retry {
  /** Whole seconds until the retry begins, rounded up; null once the retry is under way, and without a deadline. */
  seconds: number | null;
}

/** The retry, and two fields of the actions: `retryNow` begins it at once, `problem` is why the last request failed. */
export interface RetryState extends Pick<ThreadActions, 'retryNow' | 'problem'> {
  /** Null if no retry is awaited or under way. */
  retry: CountedRetry | null;
}

/** The retry state. Call it in the component that shows the seconds, because it renders at each second of a wait. */
export function useRetry(thread: Thread): RetryState {
  const retry = retryOf(useRun(thread));
  const seconds = useCountdown(retry?.retryAt ?? null);
  const { retryNow, problem } = useActions(thread);
  return { retry: retry && { ...retry, seconds }, retryNow, problem };
}
