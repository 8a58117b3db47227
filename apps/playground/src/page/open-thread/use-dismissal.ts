/** Lets a request that nobody answered go, as soon as the server is heard of again. */
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
    // A stream that outlasts the outage opens no second time; then the browser knows.
    addEventListener('online', dismiss);
    return () => {
      connection.unsubscribe();
      removeEventListener('online', dismiss);
    };
  }, [thread, problem, dismiss]);
}
