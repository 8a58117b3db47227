/** When to ask the demo's API again: a word that changes whenever its answers may have changed. */
import { useCurrentRun, useLive } from '@perdure/react';
import { useSelector } from '@xstate/react';
import { useOpenThread } from '../thread/open-thread.ts';

export function useOccasion(): string {
  const { thread } = useOpenThread();
  const connection = useLive(thread.connection);
  const run = useCurrentRun(thread);
  // An attempt is recorded before the model is asked (G2), so only its first words show that it was.
  const isWriting = useSelector(thread, ({ messages }) =>
    messages.some(({ status }) => status === 'streaming'),
  );
  return [connection, run?.id, run?.state, run?.retry, isWriting].join(' ');
}
