/** A thread as a screen shows it: the sum of its stream. The server and the browser use the same fold. */
import type { Failure } from '@perdure/failure';
import { isFinalState, type Json, type RunState } from '@perdure/run/words';
import type { Message } from '../model/message.ts';
import type { AttemptView } from './attempt-view.ts';

export interface RunView {
  readonly id: string;
  readonly state: RunState;
  /** Retries used, including the one under way or waited for: 0 before the first. */
  readonly retryCount: number;
  /** 0 before the first retry. */
  readonly maxRetries: number;
  /** Deadline of the wait, epoch milliseconds; null outside of a wait. */
  readonly retryAt: number | null;
  readonly failure: Failure | null;
  /** What the run asks in `awaitingInput`; null otherwise. */
  readonly question: Json;
  /** True once the attempt under way has sent a piece of its answer: an earlier failure is then out of date. */
  readonly isAnswering: boolean;
  /** When the run was queued, epoch milliseconds. */
  readonly queuedAt: number;
  /** When the run reached its final state, epoch milliseconds. */
  readonly endedAt: number | null;
  /** The model named at the start; null for the provider's choice. */
  readonly model: string | null;
  readonly attempts: readonly AttemptView[];
}

export interface ThreadView {
  readonly threadId: string;
  /** Number of the last event in the view; 0 for none. */
  readonly seq: number;
  /** In the order of their runs. Without discarded messages and those of replaced runs. */
  readonly messages: readonly Message[];
  /** In the order of their starts, without replaced ones. */
  readonly runs: readonly RunView[];
}

export const emptyView = (threadId: string): ThreadView => ({
  threadId,
  seq: 0,
  messages: [],
  runs: [],
});

/** The first run that is not over, or else the last run. */
export const currentRun = ({ runs }: ThreadView): RunView | undefined =>
  runs.find((run) => !isFinalState(run.state)) ?? runs.at(-1);
