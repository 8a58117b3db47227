/** A run of a thread, as React state. */
import { currentRun, type Readable, type RunView, type ThreadView } from '@perdure/thread';
import { useSelector } from '@xstate/react';
import { findRun } from './lookup.ts';

/**
 * The run with the id; without an id the current run: the first run that is not over, or else the last run. Undefined
 * if the view has no such run. Renders when the run changes, but not when its messages do.
 */
export const useRun = (thread: Readable<ThreadView>, runId?: string): RunView | undefined =>
  useSelector(thread, (view) => (runId === undefined ? currentRun(view) : findRun(view, runId)));
