/**
 * The port to the store of runs, with one interface per reader. All methods are synchronous, because the plans of one
 * event-loop turn read and decide without another write in between (docs/decisions).
 *
 * A store may be a class. To wrap a store, call `wrapStore`, because it binds the methods to the store.
 */
import type { Stored } from '@perdure/core';
import type { Failure, Specimen } from '@perdure/failure';
import type { Usage } from '@perdure/run';
import type {
  AttemptOutcome,
  Fact,
  Message,
  StoredFile,
  ThreadEvent,
  ThreadSummary,
} from '@perdure/thread';

export { activeStates, isActiveState } from '@perdure/run';
export {
  type AttemptOutcome,
  attemptOutcomes,
  cuts,
  messageStatuses,
  roles,
  StoreWriteError,
} from '@perdure/thread';
export { keepsSpecimen } from './specimens.ts';

export interface RunRecord {
  readonly id: string;
  readonly threadId: string;
  readonly stored: Stored;
}

/** One change in a transaction. `at`: epoch milliseconds. */
export type Write =
  /**
   * Creates a run at the end of its thread, which is created too if it is new. The replaced run and all later ones
   * leave every history, except for the runs `keeps`: these stay, and move behind the new run in their order.
   */
  | {
      type: 'createRun';
      run: RunRecord;
      replaces?: string;
      keeps?: readonly string[];
      at: number;
    }
  | { type: 'updateRun'; run: RunRecord; at: number }
  | { type: 'appendEvent'; threadId: string; runId: string; fact: Fact; at: number }
  /**
   * Inserts a message, or replaces its parts and status. `attemptFence`: fence of the writing attempt; null for a
   * prompt.
   */
  | {
      type: 'putMessage';
      threadId: string;
      message: Message;
      attemptFence: number | null;
      at: number;
    }
  /** Sets every `failed` message of the run to `discarded`. */
  | { type: 'discardFailedMessages'; runId: string; at: number }
  | { type: 'startAttempt'; runId: string; fence: number; retryCount: number; at: number }
  | {
      type: 'endAttempt';
      runId: string;
      fence: number;
      outcome: Exclude<AttemptOutcome, 'running'>;
      failure: Failure | null;
      /** What the attempt has used; null if its provider has not said it. */
      usage: Usage | null;
      /** Specimen of the error, if its failure is unknown. `keepsSpecimen` says whether the store keeps it. */
      specimen: Specimen | null;
      at: number;
    }
  /** What is known of an attempt under way: the digest of its last request, and what its finished steps have used. */
  | ({ type: 'updateAttempt'; runId: string; fence: number } & AttemptNotes)
  /** Stores a file by its hash. A known hash changes nothing. */
  | { type: 'putFile'; hash: string; file: StoredFile; at: number }
  /** Arms the timer of a run. It replaces an earlier timer, because a run has at most one. */
  | { type: 'armTimer'; runId: string; fence: number; dueAt: number }
  | { type: 'clearTimer'; runId: string };

/** What is known of an attempt besides its outcome. */
export interface AttemptNotes {
  usage: Usage | null;
  /** Digest of the last request, by field (`digest.ts`); null if the provider has not told its request. */
  request: RequestDigest | null;
}

/** A specimen, with the attempt that failed. */
export interface KeptSpecimen {
  runId: string;
  fence: number;
  failure: Failure;
  specimen: Specimen;
}

/** Hashes of the fields of a request. A list has its length and the hash of all its items. */
export type RequestDigest = { readonly [field: string]: string | readonly [number, string] };

export interface DueTimer {
  runId: string;
  fence: number;
  /** Deadline of the timer, epoch milliseconds. */
  dueAt: number;
}

/** The runs, as a batch reads them. */
export interface RunStore {
  findRun(runId: string): RunRecord | undefined;
  /**
   * Completed messages of the thread up to and including the run, without replaced runs: in the order of runs, and then
   * of messages. The provider is given these messages (G7).
   */
  history(runId: string): Message[];
  /** True if an attempt of the run has completed a message. @param fence of the attempt */
  hasCompletedMessage(runId: string, fence: number): boolean;
  /** The one run of the thread that is active and keeps the thread busy (G3). */
  findActiveRun(threadId: string): RunRecord | undefined;
  /** The thread's queued runs, oldest first. */
  findQueuedRuns(threadId: string): RunRecord[];
  /** The run and all later runs of its thread, in order, without replaced runs; none if the run itself was replaced. */
  findRunsFrom(runId: string): RunRecord[];
}

/** The runs whose attempt is recorded as under way, as the start of a runtime reads them. */
export interface RecoveryStore {
  findRunningRuns(): RunRecord[];
  /** The message that the run was writing, as last checkpointed. */
  findStreamingMessage(runId: string): Message | undefined;
  /** The notes of the run's last attempt that has any. */
  findAttemptNotes(runId: string): (AttemptNotes & { fence: number }) | undefined;
}

/** The deadlines, as the timer reads them. */
export interface TimerStore {
  /**
   * Timers whose deadline is `now` or earlier, in the order of deadline and run id.
   *
   * @param limit how many at most
   * @param after only those that come after this one in that order, because those before it were passed over
   */
  dueTimers(now: number, limit: number, after?: DueTimer): DueTimer[];
  /** The earliest deadline, epoch milliseconds. @param after only of the timers that come after this one */
  nextDeadline(after?: DueTimer): number | undefined;
}

/** The events, messages and threads, as readers get them. */
export interface EventLog {
  /** Events of a thread after a sequence number, in order. @param limit how many at most */
  events(threadId: string, after: number, limit: number): ThreadEvent[];
  /** A message in any status, discarded ones too. */
  findMessage(messageId: string): Message | undefined;
  /** The most recently changed threads, latest first. @param limit how many at most */
  threads(limit: number): ThreadSummary[];
  /** A stored file; undefined for an unknown hash. */
  findFile(hash: string): StoredFile | undefined;
}

/** Errors that no row of knowledge matches, as people read them. */
export interface SpecimenLog {
  /** All specimens that were kept, 1,000 at most, the oldest first. */
  specimens(): KeptSpecimen[];
}

/**
 * A store of runs.
 *
 * Contract: `commit` writes all or nothing, and throws if nothing was written. It numbers events within the
 * transaction, and returns only events that are durable. Only one runtime writes to a store.
 */
export interface Store extends RunStore, RecoveryStore, TimerStore, EventLog, SpecimenLog {
  /**
   * Writes a transaction. Returns the appended events, numbered, in order.
   *
   * @throws {StoreWriteError} with the reason; nothing was written
   */
  commit(writes: readonly Write[]): ThreadEvent[];
  close(): void;
}

const methods = {
  findRun: true,
  findActiveRun: true,
  findQueuedRuns: true,
  findRunsFrom: true,
  findRunningRuns: true,
  findStreamingMessage: true,
  findAttemptNotes: true,
  findFile: true,
  dueTimers: true,
  nextDeadline: true,
  events: true,
  findMessage: true,
  threads: true,
  specimens: true,
  commit: true,
  history: true,
  hasCompletedMessage: true,
  close: true,
} satisfies Record<keyof Store, true>;

/** The store with some methods replaced. All methods are bound, because the store and `replaced` may be classes. */
export function wrapStore(store: Store, replaced: Partial<Store> = {}): Store {
  const names = Object.keys(methods) as (keyof Store)[];
  const bound = names.map((name) => {
    const owner = replaced[name] === undefined ? store : replaced;
    return [name, (owner[name] as () => unknown).bind(owner)];
  });
  return Object.fromEntries(bound) as Store;
}
