/** The run that a thread is about. */
import { currentRun, type Live, type RunView, type ThreadView } from '@perdure/runtime/view';
import { useSelector } from '@xstate/react';

/** The run that the thread is busy with, or else the one that was last. Renders only when that run changes. */
export const useCurrentRun = (thread: Live<ThreadView>): RunView | undefined =>
  useSelector(thread, currentRun);
