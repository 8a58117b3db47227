/** The retry of a thread's current run, with the seconds until it begins. */
import type { Thread } from '@perdure/thread';
import { type Retry, retryOf } from './chat-status.ts';
import { type ThreadActions, useActions } from './use-actions.ts';
import { useCountdown } from './use-countdown.ts';
import { useRun } from './use-run.ts';

/** A retry with its countdown. */
export interface CountedRetry extends Retry {
  /** Whole seconds until the retry begins, rounded up; null once it is under way, and for a wait without a deadline. */
  seconds: number | null;
}

/** `retryNow` begins the awaited retry at once; `problem` is why its last request failed. */
export interface RetryState extends Pick<ThreadActions, 'retryNow' | 'problem'> {
  /** Null if no retry is awaited or under way. */
  retry: CountedRetry | null;
}

/** Renders at each whole second of a wait, so it belongs into the component that shows the seconds. */
export function useRetry(thread: Thread): RetryState {
  const retry = retryOf(useRun(thread));
  const seconds = useCountdown(retry?.retryAt ?? null);
  const { retryNow, problem } = useActions(thread);
  return { retry: retry && { ...retry, seconds }, retryNow, problem };
}
