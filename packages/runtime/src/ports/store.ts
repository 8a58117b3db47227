/**
 * The port to where runs are kept. Synchronous: the host on one machine commits once a turn of the event
 * loop, and what it reads in between must not move.
 */
import type { Stored } from '@perdure/core';
import type { Failure } from '@perdure/failure';
import type { RunState } from '@perdure/run';
import type { Fact, ThreadEvent } from '../model/events.ts';
import type { Message } from '../model/message.ts';

export interface RunRecord {
  id: string;
  threadId: string;
  stored: Stored;
}

/**
 * - `failed`, `discarded`: as with messages; what failed is void once the run tries again
 * - `asked`: a human must answer before there is another
 * - `stopped`: cancelled with its run
 * - `lost`: its process ended first
 */
export const attemptStatuses = [
  'running',
  'completed',
  'failed',
  'discarded',
  'asked',
  'stopped',
  'lost',
] as const;
export type AttemptStatus = (typeof attemptStatuses)[number];

/** What a transaction is made of: a closed set of verbs. */
export type Write =
  /** Makes the thread too, if it is new. The run that it replaces, and all after it, are in no history any more. */
  | { type: 'createRun'; run: RunRecord; replaces?: string; at: number }
  | { type: 'updateRun'; run: RunRecord; at: number }
  | { type: 'appendEvent'; threadId: string; runId: string; fact: Fact; at: number }
  /** Inserts, or replaces the parts and the status. */
  | { type: 'putMessage'; threadId: string; message: Message; attempt: number | null; at: number }
  /** Every `failed` message of the run becomes `discarded`. */
  | { type: 'discardFailedMessages'; runId: string; at: number }
  | { type: 'startAttempt'; runId: string; token: number; retry: number; at: number }
  | {
      type: 'endAttempt';
      runId: string;
      token: number;
      status: AttemptStatus;
      failure: Failure | null;
      at: number;
    }
  /** A run has one timer at most. */
  | { type: 'armTimer'; runId: string; token: number; dueAt: number }
  | { type: 'clearTimer'; runId: string };

export interface ThreadSummary {
  id: string;
  /** Of the first prompt that was not replaced; empty if that has none. */
  title: string;
  /** Of the run that it is busy with; or else of its last one. */
  state: RunState;
  /** Of its last event, epoch milliseconds. */
  updatedAt: number;
}

export interface DueTimer {
  runId: string;
  token: number;
  dueAt: number;
}

/**
 * Contract: `commit` writes all or nothing and throws if it is nothing; it gives events their numbers
 * inside of the transaction, and never reports one that is not safe. Nothing else writes.
 */
export interface Store {
  /** Returns the events that it appended, numbered, in order. */
  commit(writes: readonly Write[]): ThreadEvent[];

  findRun(runId: string): RunRecord | undefined;
  /** The run that keeps its thread busy (G3). */
  findActiveRun(threadId: string): RunRecord | undefined;
  /** The runs that wait for their thread, the one that has waited longest first. */
  findQueuedRuns(threadId: string): RunRecord[];
  /** All runs whose attempt is recorded as under way: after a start, those of the process before. */
  findRunningRuns(): RunRecord[];
  findRunStatus(runId: string): RunState | undefined;

  /** The thread's runs from one of them on, in order, but for those that were replaced. */
  findRunsFrom(runId: string): RunRecord[];

  /** Completed messages of the thread up to and including the run, in order: runs first, then messages. Replaced runs are left out. */
  history(runId: string): Message[];
  /** The message that the run was writing, as last checkpointed. */
  findStreamingMessage(runId: string): Message | undefined;
  /** Whatever its status: also a half that was discarded, for people to read. */
  findMessage(messageId: string): Message | undefined;
  /** The threads in which something happened last, the latest first, `limit` at the most. */
  threads(limit: number): ThreadSummary[];
  /** Events of a thread after a number, in order, `limit` at the most. */
  events(threadId: string, after: number, limit: number): ThreadEvent[];

  /** Timers that are due, the earliest first. */
  dueTimers(now: number, limit: number): DueTimer[];
  nextDeadline(): number | undefined;

  close(): void;
}

/** States in which a run keeps its thread busy. */
export const activeStates = ['running', 'retrying', 'parked', 'awaitingInput'] as const;

export const isActive = ({ stored }: RunRecord): boolean =>
  (activeStates as readonly RunState[]).includes(stored.state);
