import type { Failure, Specimen } from '@perdure/failure';
import type { Message, StoredFile, ThreadEvent, ThreadPage, ThreadSummary } from '@perdure/thread';
import type { Answer, Answering } from './answer.ts';
import { type Loaded, type LoadedThread, loadAtOnce, type PlanRead } from './plan-reads.ts';
import type { PageRun } from './pruned-run.ts';
import type { Sharing } from './sharing.ts';
import type { AttemptNotes, RunRecord, Write } from './writes.ts';

export { activeStates, isActiveState } from '@perdure/run';
export {
  type AttemptOutcome,
  attemptOutcomes,
  cuts,
  messageStatuses,
  roles,
  StoreWriteError,
} from '@perdure/thread';
export { type Answer, type Answering, andThen, isPromise } from './answer.ts';
export { type PageReads, type PlacedMessage, readPage } from './pages.ts';
export { type Piece, withPieces } from './pieces.ts';
export { type Loaded, type LoadedThread, loadAtOnce, type PlanRead } from './plan-reads.ts';
export type { PageRun } from './pruned-run.ts';
export type { Beat, Seen, Sharing, Told } from './sharing.ts';
export { keepsSpecimen } from './specimens.ts';
export {
  type AttemptNotes,
  type RequestDigest,
  type RunRecord,
  threadOf,
  type Write,
} from './writes.ts';

/** A specimen, with the attempt that failed. */
export interface KeptSpecimen {
  runId: string;
  fence: number;
  failure: Failure;
  specimen: Specimen;
}

export interface DueTimer {
  runId: string;
  fence: number;
  /** Deadline of the timer, epoch milliseconds. */
  dueAt: number;
}

/** The runs and the messages that a provider is given. */
export interface RunStore {
  findRun(runId: string): RunRecord | undefined;
  /**
   * Completed messages of the thread up to and including the run, without replaced runs: in the order of runs, and then
   * of messages. The provider is given these messages (G7).
   *
   * @param from a run of the conversation, not after `runId`: the messages of the runs before it are left out
   */
  history(runId: string, from?: string): Message[];
}

/** All that a plan reads. */
export interface PlanReads extends RunStore {
  /** True if an attempt of the run has completed a message. @param fence of the attempt */
  hasCompletedMessage(runId: string, fence: number): boolean;
  /** The one run of the thread that is active and keeps the thread busy (G3). */
  findActiveRun(threadId: string): RunRecord | undefined;
  /** The thread's queued runs in their order. @param limit how many at most */
  findQueuedRuns(threadId: string, limit: number): RunRecord[];
  /** How many runs are queued in the thread. Called at each start in a busy thread, so it must not count them. */
  countQueuedRuns(threadId: string): number;
  /**
   * The place of the run in its conversation: an integer below 2 ** 52 that is higher for a later run. Undefined for an
   * unknown run, and for one that was replaced.
   */
  findPlace(runId: string): number | undefined;
  /**
   * Ids of the runs that leave the conversation with the run: itself and all later ones, in order, without queued ones.
   * None if the run itself was replaced.
   */
  findLeaving(runId: string): string[];
  /** True if a later run of the conversation has begun: it was given a fence. */
  hasBegunAfter(runId: string): boolean;
  /** The message that the run was writing, as last checkpointed, with its pieces. */
  findStreamingMessage(runId: string): Message | undefined;
}

/** A run whose attempt is recorded as under way. It has no context, so that one that is damaged hides no other. */
export interface RunningRun {
  id: string;
  /** Fence of the attempt; null in a file that something else has written. */
  attemptFence: number | null;
}

/** The runs whose attempt is recorded as under way, as the start of a runtime reads them. */
export interface RecoveryStore {
  findRunningRuns(): RunningRun[];
  /** The message that the run was writing, as last checkpointed, with its pieces. */
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

/** A conversation as its runs and messages say it, without its events. */
export interface Conversation {
  /** Number of the thread's last event; 0 for a thread without events. */
  seq: number;
  /** The runs that have not left the conversation, in order. */
  runs: readonly PageRun[];
  /** The completed and failed messages of these runs, in order. */
  messages: readonly Message[];
}

/** The events, messages and threads, as readers get them. */
export interface EventLog {
  /**
   * Events of a thread after a sequence number, in order. If the first one has not the next number, the events before it
   * were pruned. A page may end before its limit, because its texts are long;
   * an empty one is the end of the log.
   *
   * @param limit how many at most
   */
  events(threadId: string, after: number, limit: number): ThreadEvent[];
  /**
   * A page of the conversation, as of one commit, without the message that is being written: `limit` messages before a
   * message, or the last ones, as `readPage` counts them. What it costs must not depend on the length of the thread.
   * Undefined if the conversation has no message `before`, or has it no more.
   */
  page(threadId: string, limit: number, before?: string): ThreadPage | undefined;
  /** The conversation of a thread as of one commit, whether its events are there or not. */
  conversation(threadId: string): Conversation;
  /** A message in any status, discarded ones too; one that is being written with its pieces. */
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

/** What a commit has done. */
export interface Committed {
  /** The appended events of the threads that were written, numbered, in order. */
  recorded: ThreadEvent[];
  /**
   * Ids of the threads that another writer has changed since they were loaded. None of their writes is recorded, and they
   * are loaded and planned again. A store with one writer has none.
   */
  lost: readonly string[];
}

/** All reads of a store that answers at once. */
export interface Reads extends PlanReads, RecoveryStore, TimerStore, EventLog, SpecimenLog {}

export interface PruneOptions {
  /** Only what is older goes, epoch milliseconds. */
  before: number;
  /** How many rows at most are deleted, or threads looked at, by one call. */
  limit: number;
  /** What the call before it has returned; absent for the first one. */
  after?: string | undefined;
}

export interface Retention {
  /**
   * Deletes events, void messages, and ended attempts without a specimen, of threads in which no run is active or queued.
   * Void are those that are `discarded`, and those that have `failed` and whose run has left its conversation. The last
   * event of a thread stays, so that a reader of an older position notices: the first event that it gets has not the
   * number after its position. All other messages and the runs stay, so that `conversation` says the same as before.
   *
   * Call it again with what it returns, until that is undefined.
   */
  prune(options: PruneOptions): string | undefined;
}

/**
 * A store of runs.
 *
 * Contract: `commit` writes all of a thread's changes or none of them, and fails if nothing was written. It numbers events
 * within the transaction, and returns only events that are durable. Commits are recorded and answered in the order of
 * their calls; if one fails, those that were called before its answer fail too, because they were planned on it.
 */
export interface Store
  extends Answering<RunStore & RecoveryStore & TimerStore & EventLog & SpecimenLog & Retention> {
  /** Performs reads of plans, as of the last commit. Answers each of them in its place. */
  load(reads: readonly PlanRead[]): Answer<Loaded[]>;
  /**
   * Writes a transaction.
   *
   * @param loaded the threads as they were loaded for what was planned, by id, of a store that is shared: it writes nothing
   *   of a thread that another node has changed since. Without it, a thread counts as loaded now
   * @throws {StoreWriteError} with the reason; nothing was written
   */
  commit(writes: readonly Write[], loaded?: ReadonlyMap<string, LoadedThread>): Answer<Committed>;
  close(): Answer<void>;
  /** There if several processes may have the store open at the same time. */
  readonly sharing?: Sharing;
}

/** A store whose reads answer at once. */
export interface LocalStore extends Reads, Answering<Retention> {
  load(reads: readonly PlanRead[]): Loaded[];
  commit(writes: readonly Write[]): Answer<Committed>;
  close(): Answer<void>;
}

/** A store that answers everything at once. */
export interface AtOnceStore extends LocalStore, Retention {
  prune(options: PruneOptions): string | undefined;
  commit(writes: readonly Write[]): Committed;
  close(): void;
}

const methods = {
  findRun: true,
  history: true,
  findRunningRuns: true,
  findStreamingMessage: true,
  findAttemptNotes: true,
  findFile: true,
  dueTimers: true,
  nextDeadline: true,
  events: true,
  page: true,
  conversation: true,
  findMessage: true,
  threads: true,
  specimens: true,
  load: true,
  commit: true,
  prune: true,
  close: true,
} satisfies Record<Exclude<keyof Store, 'sharing'>, true>;

/** The names of a store's methods. */
export const storeMethods = Object.keys(methods) as readonly Exclude<keyof Store, 'sharing'>[];

/** The store that each wrapped one wraps. */
const origins = new WeakMap<Store, Store>();

/** The store itself, below everything that `wrapStore` has put around it. */
export const originOf = (store: Store): Store => origins.get(store) ?? store;

const planReads = {
  findRun: true,
  history: true,
  findActiveRun: true,
  findQueuedRuns: true,
  countQueuedRuns: true,
  findPlace: true,
  findLeaving: true,
  hasBegunAfter: true,
  hasCompletedMessage: true,
  findStreamingMessage: true,
} satisfies Record<keyof PlanReads, true>;

/** The methods that every wrapped store has, and the reads of plans if the store has them. */
export type Wrapped<S extends Store> = Pick<S, keyof S & (keyof Store | keyof PlanReads)>;

/** The store with some methods replaced. All methods are bound, because the store and `replaced` may be classes. */
export function wrapStore<S extends Store>(
  store: S,
  replaced: Partial<Wrapped<S>> = {},
): Wrapped<S> & Store {
  const names = new Set([...storeMethods, ...Object.keys(planReads)]) as Set<keyof Wrapped<S>>;
  const bound = [...names].flatMap((name) => {
    const owner = replaced[name] === undefined ? store : replaced;
    const method = owner[name] as (() => unknown) | undefined;
    return method === undefined ? [] : [[name, method.bind(owner)]];
  });
  const { sharing } = store;
  const wrapped = {
    ...Object.fromEntries(bound),
    ...(sharing && { sharing }),
  } as Wrapped<S> & Store & PlanReads;
  // A plan's read that is replaced is replaced in `load` too.
  if (replaced.load === undefined && Object.keys(planReads).some((name) => name in replaced))
    wrapped.load = (reads) => loadAtOnce(wrapped, reads);
  origins.set(wrapped, originOf(store));
  return wrapped;
}
