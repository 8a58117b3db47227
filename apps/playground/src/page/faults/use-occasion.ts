/** When to read the demo's API again: a text that changes whenever its responses may have changed. */
import { useReadable, useRun } from '@perdure/react';
import { useSelector } from '@xstate/react';
import { useOpenThread } from '../open-thread/open-thread.ts';

export function useOccasion(): string {
  const { thread } = useOpenThread();
  const connection = useReadable(thread.connection);
  const run = useRun(thread);
  // An attempt is recorded before the model is called (G2), so only its first text shows that the call was made.
  const isWriting = useSelector(thread, ({ messages }) =>
    messages.some(({ status }) => status === 'streaming'),
  );
  return [connection, run?.id, run?.state, run?.retryCount, isWriting].join(' ');
}
