/** A run of a thread. */
import { currentRun, type Live, type RunView, type ThreadView } from '@perdure/runtime/view';
import { useSelector } from '@xstate/react';
import { findRun } from './lookup.ts';

/** By its id; without one, the run under way or else the last. Renders when that run changes, not with its text. */
export const useRun = (thread: Live<ThreadView>, runId?: string): RunView | undefined =>
  useSelector(thread, (view) => (runId === undefined ? currentRun(view) : findRun(view, runId)));
