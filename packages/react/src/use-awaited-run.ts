/** A run that is recorded, until the thread shows it: the answer to a request may be faster than the stream. */
import type { Live, ThreadView } from '@perdure/runtime/view';
import { useEffect, useState } from 'react';
import { findRun } from './lookup.ts';

export function useAwaitedRun(
  thread: Live<ThreadView>,
): [isAwaited: boolean, awaitRun: (runId: string) => void] {
  const [awaited, awaitRun] = useState<string | null>(null);

  useEffect(() => {
    if (awaited === null) return;
    const look = (view: ThreadView) => {
      if (findRun(view, awaited) !== undefined) awaitRun(null);
    };
    // Each view is looked at, also those that are never rendered: another page may have replaced the run by then.
    const subscription = thread.subscribe(look);
    look(thread.getSnapshot());
    return () => subscription.unsubscribe();
  }, [thread, awaited]);

  return [awaited !== null, awaitRun];
}
