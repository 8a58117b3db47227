/** A thread as it is shown: what the stream adds up to. The same fold on the server and in the browser. */
import type { Failure } from '@perdure/failure';
import { finalStates, type Json, type RunState } from '@perdure/run';
import type { Message } from '../model/message.ts';

export interface RunView {
  id: string;
  state: RunState;
  /** The retry that is under way or waited for; 0 before the first. */
  retry: number;
  maxRetries: number;
  /** Deadline of the wait, epoch milliseconds. */
  retryAt: number | null;
  failure: Failure | null;
  question: Json;
  startedAt: number;
}

export interface ThreadView {
  threadId: string;
  /** Number of the last event that is in the view. */
  seq: number;
  /** Discarded messages are not among them. */
  messages: readonly Message[];
  /** In the order in which they were asked for. */
  runs: readonly RunView[];
}

export const emptyView = (threadId: string): ThreadView => ({
  threadId,
  seq: 0,
  messages: [],
  runs: [],
});

export const isSettled = ({ state }: RunView): boolean =>
  (finalStates as readonly RunState[]).includes(state);

/** The run that the thread is busy with; or else the one that was last. */
export const currentRun = ({ runs }: ThreadView): RunView | undefined =>
  runs.find((run) => !isSettled(run)) ?? runs.at(-1);
