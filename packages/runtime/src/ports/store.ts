/**
 * The port to where runs are kept, cut by reader. Synchronous, because plans of one event-loop turn read and decide
 * without another write in between (docs/decisions).
 *
 * A store may be a class. To wrap a store, call `wrapStore`, because it binds the methods.
 */
import type { Stored } from '@perdure/core';
import type { Failure } from '@perdure/failure';
import type { AttemptOutcome, Fact, Message, ThreadEvent, ThreadSummary } from '@perdure/thread';

export { activeStates, isActiveState } from '@perdure/run';
export {
  type AttemptOutcome,
  attemptOutcomes,
  messageStatuses,
  roles,
  StoreWriteError,
} from '@perdure/thread';

export interface RunRecord {
  readonly id: string;
  readonly threadId: string;
  readonly stored: Stored;
}

/** One verb of a transaction. `at`: epoch milliseconds. */
export type Write =
  /** Creates the thread too if it is new. The replaced run and all later ones leave every history. */
  | { type: 'createRun'; run: RunRecord; replaces?: string; at: number }
  | { type: 'updateRun'; run: RunRecord; at: number }
  | { type: 'appendEvent'; threadId: string; runId: string; fact: Fact; at: number }
  /** Inserts, or replaces parts and status. `attemptFence`: of the attempt that wrote it; null for a prompt. */
  | {
      type: 'putMessage';
      threadId: string;
      message: Message;
      attemptFence: number | null;
      at: number;
    }
  /** Every `failed` message of the run becomes `discarded`. */
  | { type: 'discardFailedMessages'; runId: string; at: number }
  | { type: 'startAttempt'; runId: string; fence: number; retryCount: number; at: number }
  | {
      type: 'endAttempt';
      runId: string;
      fence: number;
      outcome: Exclude<AttemptOutcome, 'running'>;
      failure: Failure | null;
      at: number;
    }
  /** A run has at most one timer: this replaces an earlier one. */
  | { type: 'armTimer'; runId: string; fence: number; dueAt: number }
  | { type: 'clearTimer'; runId: string };

export interface DueTimer {
  runId: string;
  fence: number;
  /** Epoch milliseconds. */
  dueAt: number;
}

/** What a batch reads of runs. */
export interface RunStore {
  findRun(runId: string): RunRecord | undefined;
  /** The run that keeps its thread busy (G3). */
  findActiveRun(threadId: string): RunRecord | undefined;
  /** The thread's queued runs, oldest first. */
  findQueuedRuns(threadId: string): RunRecord[];
  /** The thread's runs from this one on, in order, without replaced ones; none if this one was replaced. */
  findRunsFrom(runId: string): RunRecord[];
}

/** What a start reads: runs whose attempt is recorded as under way. */
export interface RecoveryStore {
  findRunningRuns(): RunRecord[];
  /** The message that the run was writing, as last checkpointed. */
  findStreamingMessage(runId: string): Message | undefined;
}

/** What the timer reads. */
export interface TimerStore {
  /** Timers whose deadline is `now` or earlier, earliest first. @param limit how many at most */
  dueTimers(now: number, limit: number): DueTimer[];
  /** The earliest deadline, epoch milliseconds. */
  nextDeadline(): number | undefined;
}

/** What readers of a thread are given. */
export interface EventLog {
  /** Events of a thread after a number, in order. @param limit how many at most */
  events(threadId: string, after: number, limit: number): ThreadEvent[];
  /** A message in any status, discarded ones too. */
  findMessage(messageId: string): Message | undefined;
  /** The most recently changed threads, latest first. @param limit how many at most */
  threads(limit: number): ThreadSummary[];
}

/**
 * Contract: `commit` writes all or nothing, and throws if nothing was written; it numbers events within the transaction, and
 * returns none that is not durable. Only one runtime writes.
 */
export interface Store extends RunStore, RecoveryStore, TimerStore, EventLog {
  /**
   * Returns the appended events, numbered, in order.
   *
   * @throws {StoreWriteError} with the reason; nothing was written
   */
  commit(writes: readonly Write[]): ThreadEvent[];
  /**
   * Completed messages of the thread up to and including the run, without replaced runs: in the order of runs, then of
   * messages. This is what a provider is given (G7).
   */
  history(runId: string): Message[];
  close(): void;
}

const methods = {
  findRun: true,
  findActiveRun: true,
  findQueuedRuns: true,
  findRunsFrom: true,
  findRunningRuns: true,
  findStreamingMessage: true,
  dueTimers: true,
  nextDeadline: true,
  events: true,
  findMessage: true,
  threads: true,
  commit: true,
  history: true,
  close: true,
} satisfies Record<keyof Store, true>;

/** The store with some methods replaced. Binds all of them, because a store, and what replaces a part of it, may be a class. */
export function wrapStore(store: Store, replaced: Partial<Store> = {}): Store {
  const names = Object.keys(methods) as (keyof Store)[];
  const bound = names.map((name) => {
    const owner = replaced[name] === undefined ? store : replaced;
    return [name, (owner[name] as () => unknown).bind(owner)];
  });
  return Object.fromEntries(bound) as Store;
}
