/** The retry of a thread, with the seconds until it begins. */
import type { ChatThread } from './chat-thread.ts';
import { useActions } from './use-actions.ts';
import { useCountdown } from './use-countdown.ts';
import { useRun } from './use-run.ts';
import { type Retry, retryOf } from './view-status.ts';

export interface RetryState {
  retry:
    | (Retry & {
        /** Whole seconds until it begins, rounded up; null once it is under way. */
        seconds: number | null;
      })
    | null;
  /** Begins it now. Resolves with whether it was recorded. */
  retryNow: () => Promise<boolean>;
}

/** Renders at each whole second of a wait, so it belongs into the component that shows them. */
export function useRetry(thread: ChatThread): RetryState {
  const retry = retryOf(useRun(thread));
  const seconds = useCountdown(retry?.retryAt ?? null);
  const { retryNow } = useActions(thread);
  return { retry: retry && { ...retry, seconds }, retryNow };
}
