/** A run of a thread. */
import { currentRun, type Readable, type RunView, type ThreadView } from '@perdure/thread';
import { useSelector } from '@xstate/react';
import { findRun } from './lookup.ts';

/**
 * The run of that id; without an id the current run: the first that is not over, or else the last. Undefined if the
 * view has no such run. Renders when that run changes, not with its text.
 */
export const useRun = (thread: Readable<ThreadView>, runId?: string): RunView | undefined =>
  useSelector(thread, (view) => (runId === undefined ? currentRun(view) : findRun(view, runId)));
