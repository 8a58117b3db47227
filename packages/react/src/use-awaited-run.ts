/** A run whose start is recorded and which the view does not have yet, because a response may overtake the stream. */
import type { Readable, ThreadView } from '@perdure/thread';
import { useEffect, useState } from 'react';
import { findRun } from './lookup.ts';

export function useAwaitedRun(
  thread: Readable<ThreadView>,
): [isAwaited: boolean, awaitRun: (runId: string) => void] {
  const [awaited, awaitRun] = useState<string | null>(null);

  useEffect(() => {
    if (awaited === null) return;
    const check = (view: ThreadView) => {
      if (findRun(view, awaited) !== undefined) awaitRun(null);
    };
    // Every view is checked, not only the rendered ones, because another page may replace the run before the next
    // render.
    const subscription = thread.subscribe(check);
    try {
      check(thread.getSnapshot());
    } catch (error) {
      // React does not call the clean-up of an effect that throws.
      subscription.unsubscribe();
      throw error;
    }
    return () => subscription.unsubscribe();
  }, [thread, awaited]);

  return [awaited !== null, awaitRun];
}
