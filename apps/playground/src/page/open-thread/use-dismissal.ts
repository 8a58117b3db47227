/** Dismisses the problem of a request without response as soon as the server responds again. */
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
    // A stream that survives the outage does not open again, so the browser's event is needed too.
    addEventListener('online', dismiss);
    return () => {
      connection.unsubscribe();
      removeEventListener('online', dismiss);
    };
  }, [thread, problem, dismiss]);
}
