/**
 * A thread as a screen shows it, computed from all items of its stream. The server and the browser use the same
 * function, `fold`.
 */
import type { Failure } from '@perdure/failure';
import { isFinalState, type Json, type RunState, type Usage } from '@perdure/run/words';
import type { FinishReason } from '../model/finish-reason.ts';
import type { Message } from '../model/message.ts';
import type { AttemptView } from './attempt-view.ts';

export interface RunView {
  readonly id: string;
  /** Id of the failed or interrupted run that this run takes up; null if it takes up none. */
  readonly resumes: string | null;
  readonly state: RunState;
  /** Retries used since the last progress, including the retry that is under way or waited for; 0 before the first. */
  readonly retryCount: number;
  /** Retries that the run may use; 0 before the first retry. */
  readonly maxRetries: number;
  /** Deadline of the wait, epoch milliseconds; null outside of a wait. */
  readonly retryAt: number | null;
  readonly failure: Failure | null;
  /** What the run asks in `awaitingInput`; null otherwise. */
  readonly question: Json;
  /**
   * True once the attempt under way has sent a piece of its answer. `failure` is then out of date, because it belongs
   * to an earlier attempt.
   */
  readonly isAnswering: boolean;
  /** When the run was queued, epoch milliseconds. */
  readonly queuedAt: number;
  /** When the run reached its final state, epoch milliseconds; null before that. */
  readonly endedAt: number | null;
  /** The model named at the start; null for the provider's choice. */
  readonly model: string | null;
  /** Why the answer ended; null unless the run has completed and its provider has said why. */
  readonly finishReason: FinishReason | null;
  /** What all attempts together have used, failed ones included; null if no provider has said it. */
  readonly usage: Usage | null;
  /** None of a run whose first event was pruned. */
  readonly attempts: readonly AttemptView[];
}

/** Why the queue of a thread is held: a run has failed for what its queued runs would meet too (`holdsQueue`). */
export interface Held {
  /** The run that has failed. */
  readonly runId: string;
  readonly failure: Failure;
}

export interface ThreadView {
  readonly threadId: string;
  /** Number of the last event in the view; 0 for none. */
  readonly seq: number;
  /**
   * Messages in the order of their runs, without discarded messages and without messages of replaced runs. Of a paged
   * view, those from its first page on.
   */
  readonly messages: readonly Message[];
  /** Runs in the order of their starts, without replaced runs. Of a paged view, from the run of its first message on. */
  readonly runs: readonly RunView[];
  /**
   * Why the queued runs do not start by themselves; null if they do, and if there are none. `run.start` to the first of
   * them goes on.
   */
  readonly held: Held | null;
  /** True for a paged view with messages before its first one, which `loadEarlier` brings. */
  readonly hasEarlier: boolean;
}

export const emptyView = (threadId: string): ThreadView => ({
  threadId,
  seq: 0,
  messages: [],
  runs: [],
  held: null,
  hasEarlier: false,
});

/**
 * The first run that is not over, or else the last run. While the queue is held, the run that has failed, because
 * nothing goes on before somebody has looked at it.
 */
export const currentRun = ({ runs, held }: ThreadView): RunView | undefined =>
  (held && runs.find(({ id }) => id === held.runId)) ??
  runs.find((run) => !isFinalState(run.state)) ??
  runs.at(-1);

/** A completed run without attempts has begun too: its attempts were pruned. */
const hasBegun = ({ state, attempts }: RunView): boolean =>
  attempts.length > 0 || state === 'completed';

/** True if `run.resume` applies: the run has failed or was interrupted, and no later run has begun. */
export function canResume({ runs }: ThreadView, runId: string): boolean {
  const [run, ...later] = runs.slice(runs.findIndex(({ id }) => id === runId));
  const hasEnded = run?.id === runId && (run.state === 'failed' || run.state === 'interrupted');
  return hasEnded && !later.some(hasBegun);
}
