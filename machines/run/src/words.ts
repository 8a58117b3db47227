/**
 * The vocabulary of a run: commands, events, context, output, states. All values are plain JSON.
 *
 * This module imports no XState, because a page must be able to name a state without loading the machine.
 */
import type { Failure } from '@perdure/failure';
import type { RetryPolicy } from './policy.ts';
import type { Usage } from './usage.ts';

export { ReservedEventError } from './errors.ts';
export { isDefect } from './failing.ts';
export { holdsQueue } from './holding.ts';
export { isLost, isOrderly, isSuspect } from './losing.ts';
export { addUsage, usageFields } from './usage.ts';
export type { RetryPolicy, Usage };

/** A value that JSON can hold. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** The input of the machine. All fields have defaults: the default policy, and null for the others. */
export interface RunInput {
  /** Passed to every attempt. The machine does not read it. */
  request?: Json;
  /** Fields that differ from the default policy. */
  policy?: Partial<RetryPolicy>;
  /** Id of the failed or interrupted run that this run takes up where it stood. `resumingInput` makes the input. */
  resumes?: string;
  /** The human's last answer in the run that is taken up, and the question that it answers. */
  answer?: Json;
  answered?: Json;
}

/** What the machine passes to each attempt. */
export interface AttemptInput {
  readonly request: Json;
  /** Retries used since the last progress: 0 for the first attempt, 1 for the first retry. */
  readonly retryCount: number;
  /** The human's last answer; null if the run has asked nothing. */
  readonly answer: Json;
  /** The question that `answer` answers; null if the run has asked nothing. */
  readonly answered: Json;
}

/** The wait before a retry. */
export interface Wait {
  /** Length of the wait, milliseconds. */
  readonly ms: number;
  /** Wall-clock deadline, epoch milliseconds; null if the event that began the wait carried no `at`. */
  readonly until: number | null;
}

/** What the machine remembers between events. A host stores it as JSON. */
export interface RunContext {
  readonly policy: RetryPolicy;
  readonly request: Json;
  /** Id of the run that this run takes up; null if it takes up none. */
  readonly resumes: string | null;
  /** Retries used since the last progress. During a wait, the retry that follows it is included. */
  readonly retryCount: number;
  /** Retries used in all. During a wait, the retry that follows it is included. */
  readonly totalRetryCount: number;
  /**
   * Attempts that were lost with their process, in a row: since an attempt ended in any other way, recorded a step that
   * stays, or was cleared. The step of a suspect does not count. An orderly end is no loss.
   */
  readonly lossCount: number;
  /**
   * Attempts that were lost with their process since the run has last asked. Neither a failure nor a recorded step nor
   * an attempt that was cleared ends this count, because the run may end the process all the same.
   */
  readonly suspicion: number;
  /** How many times in a row the present failure has come back at once and unchanged. */
  readonly streak: number;
  /** Null outside of `retrying` and `parked`. */
  readonly wait: Wait | null;
  /** The failure of the last attempt that failed; null once the run has completed. */
  readonly failure: Failure | null;
  /** The open question of `attempt.asked`; null if none is open. */
  readonly question: Json;
  /** The human's last answer; null if the run has asked nothing, and while a question is open. */
  readonly answer: Json;
  /** The question that `answer` answers; null where `answer` is. */
  readonly answered: Json;
  /** The output of `attempt.completed`; null before the run has completed. */
  readonly output: Json;
  /** What all attempts together have used, failed ones included; null if no provider has said it. */
  readonly usage: Usage | null;
}

/** A request to a run. The run's state decides whether it applies. */
export type RunCommand =
  | { type: 'run.start' }
  /** `usage`: of the attempt that the command ends, set by the host. */
  | { type: 'run.cancel'; usage?: Usage }
  | { type: 'run.retryNow' }
  | { type: 'run.answer'; answer: Json }
  /** Takes up a run that has failed or was interrupted. The host starts another run, because final states are final. */
  | { type: 'run.resume' };

/**
 * How an attempt ended.
 *
 * - `at`: epoch milliseconds, and `jitter`: a number in [0, 1). The host gives both, because the
 *   machine is pure and has neither time nor randomness. Without `at`, a wait has no wall-clock deadline.
 * - `tookMs`: duration of an attempt that failed before its first output, milliseconds. Without it, repetition
 *   is not detected.
 * - `usage`: what the attempt has used. The run adds it up.
 * - `progressed`: true if the attempt has recorded a step which stays, such as a tool's result. The retries then begin
 *   again at this end, because what failed before the step is over.
 * - `orderly`: true if the attempt ended because its host was closed. Nothing is counted then.
 */
export type AttemptEvent =
  | { type: 'attempt.completed'; output?: Json; usage?: Usage }
  | {
      type: 'attempt.failed';
      failure: Failure;
      at?: number;
      jitter?: number;
      tookMs?: number;
      usage?: Usage;
      progressed?: boolean;
    }
  | { type: 'attempt.asked'; question: Json; usage?: Usage; progressed?: boolean }
  | {
      type: 'attempt.lost';
      orderly?: boolean;
      at?: number;
      jitter?: number;
      usage?: Usage;
      progressed?: boolean;
    };

/**
 * The attempt under way is not what ended the process before, because it has been under way for long without company.
 * The attempt goes on, and its run's `lossCount` begins again.
 */
export interface AttemptCleared {
  type: 'attempt.cleared';
}

/** Every event that a run accepts. */
export type RunEvent = RunCommand | AttemptEvent | AttemptCleared;

/** The fields that `run.retrying` and `run.parked` share. */
export interface Waiting {
  /**
   * Retries used since the last progress, including the one that follows the wait: 1 for the first retry. After a lost
   * attempt the same as before it, because a loss uses up no retry.
   */
  readonly retryCount: number;
  readonly maxRetries: number;
  /** Attempts lost in a row with their process. Absent unless the wait follows such a loss. */
  readonly lossCount?: number;
  /** Length of the wait, milliseconds. */
  readonly waitMs: number;
  /** Deadline, epoch milliseconds; null if the wait has none. */
  readonly retryAt: number | null;
  /** Why the attempt is tried again. */
  readonly failure: Failure;
}

/** The field of an event that ends an attempt: what that attempt has used. Absent if its provider has not said it. */
interface Used {
  readonly usage?: Usage;
}

/** What has happened in a run: emitted by the machine, recorded and streamed by a host. */
export type RunEmitted =
  /** `resumes`: id of the failed or interrupted run that this run takes up. */
  | { type: 'run.started'; resumes?: string }
  | { type: 'attempt.started'; retryCount: number }
  | ({ type: 'run.retrying' } & Waiting & Used)
  | ({ type: 'run.parked' } & Waiting & Used)
  /** `progressed`: true if the retries begin again, because the attempt has recorded a step before it asked. */
  | ({ type: 'run.asked'; question: Json; progressed?: boolean } & Used)
  | { type: 'run.answered'; answer: Json }
  | ({ type: 'run.completed'; output: Json } & Used)
  | ({ type: 'run.failed'; failure: Failure } & Used)
  | ({ type: 'run.cancelled' } & Used)
  | ({ type: 'run.interrupted'; failure: Failure } & Used);

/** The result of a run that has reached a final state. */
export interface RunOutput {
  readonly status: FinalState;
  readonly output: Json;
  /** The failure of the last attempt that failed; null once the run has completed. */
  readonly failure: Failure | null;
  readonly retryCount: number;
  /** What all attempts together have used, failed ones included; null if no provider has said it. */
  readonly usage: Usage | null;
}

/** States in which a run keeps its thread busy. */
export const activeStates = ['running', 'retrying', 'parked', 'awaitingInput'] as const;
/** States that no event leaves. */
export const finalStates = ['completed', 'failed', 'cancelled', 'interrupted'] as const;
/** All nine states. */
export const runStates = ['queued', ...activeStates, ...finalStates] as const;

export type RunState = (typeof runStates)[number];
export type FinalState = (typeof finalStates)[number];

/** True for the state of a run that is over. */
export const isFinalState = (state: RunState): state is FinalState =>
  (finalStates as readonly RunState[]).includes(state);

/** True for the state of a run that keeps its thread busy: neither queued nor over. */
export const isActiveState = (state: RunState): boolean =>
  (activeStates as readonly RunState[]).includes(state);

/** `active`: the thread is busy with the run. `waiting`: no attempt is under way. `settled`: the run is over. */
export type RunTag = 'active' | 'waiting' | 'settled';

/** Why something that arrived at a run changed nothing. */
export type Ignored =
  /** The run is over. */
  | 'settled'
  /** The fence of the timer or the attempt that arrived is a former one. */
  | 'stale'
  /** The run's state does not take this command. */
  | 'notApplicable';
