/** A thread as it is shown: what the stream adds up to. The same fold on the server and in the browser. */
import type { Failure } from '@perdure/failure';
import { finalStates, type Json, type RunState } from '@perdure/run';
import type { Message } from '../model/message.ts';
import type { AttemptView } from './attempts.ts';

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
  /** The attempt under way has begun to answer: what was wrong before it is over. */
  isAnswering: boolean;
  /** When it was asked for; epoch milliseconds. */
  startedAt: number;
  endedAt: number | null;
  /** The model that was asked for by name; null for the provider's own choice. */
  model: string | null;
  attempts: readonly AttemptView[];
}

export interface ThreadView {
  threadId: string;
  /** Number of the last event that is in the view. */
  seq: number;
  /** Discarded messages are not among them, nor those of runs that were replaced. */
  messages: readonly Message[];
  /** In the order in which they were asked for. Those that were replaced are not among them. */
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
