/** A text that changes whenever the responses of the demo's API may have changed, so that the page reads them again. */
import { useReadable, useRun } from '@perdure/react';
import { useSelector } from '@xstate/react';
import { useOpenThread } from '../open-thread/open-thread.ts';

export function useOccasion(): string {
  const { thread } = useOpenThread();
  const connection = useReadable(thread.connection);
  const run = useRun(thread);
  // The first text of an attempt shows that the model was called. The start of the attempt does not show this, because
  // it is recorded before the call (G2).
  const isWriting = useSelector(thread, ({ messages }) =>
    messages.some(({ status }) => status === 'streaming'),
  );
  return [connection, run?.id, run?.state, run?.retryCount, isWriting].join(' ');
}
