/** Dismisses the problem of an unanswered request as soon as the server responds again. */
import type { RemoteThread } from '@perdure/http/client';
import { useEffect } from 'react';
import { isUnanswered } from './is-unanswered.ts';

export function useDismissal(
  thread: RemoteThread,
  problem: Error | null,
  dismiss: () => void,
): void {
  useEffect(() => {
    if (!isUnanswered(problem)) return;
    const connection = thread.connection.subscribe((state) => state === 'open' && dismiss());
    // The browser's event is needed too, because a stream that survives the outage does not open again.
    addEventListener('online', dismiss);
    return () => {
      connection.unsubscribe();
      removeEventListener('online', dismiss);
    };
  }, [thread, problem, dismiss]);
}
