/** Builds the runtime from batches, attempts, subscribers and timers, and recovers the runs of the process before. */
import { createCore } from '@perdure/core';
import type { RetryPolicy } from '@perdure/run';
import {
  checkId,
  checkPage,
  keptForLater,
  maxPageSize,
  RuntimeClosedError,
  type ThreadEvent,
  type ThreadSummary,
  tryCall,
} from '@perdure/thread';
import { Attempts } from './attempt/attempts.ts';
import { Histories } from './attempt/histories.ts';
import type { Timeouts } from './attempt/watchdog.ts';
import { Mailbox } from './batch/mailbox.ts';
import { type KeepStopped, planClear, planTimer } from './batch/plans.ts';
import type { Trace } from './batch/trace.ts';
import { openRun, openThread } from './handles.ts';
import { createDrain, type DrainOptions } from './host/drain.ts';
import { Files } from './host/files.ts';
import { Follower } from './host/follower.ts';
import { holdStore } from './host/held-stores.ts';
import { Neighbours } from './host/neighbours.ts';
import { Quarantine } from './host/quarantine.ts';
import { handOver, recordLost, recover } from './host/recover.ts';
import { release } from './host/release.ts';
import { Retention, type RetentionOptions } from './host/retention.ts';
import { RunCells } from './host/run-cells.ts';
import type { RuntimeParts } from './host/runtime-parts.ts';
import { SharedClock } from './host/shared-clock.ts';
import { Subscribers } from './host/subscribers.ts';
import { Suspects } from './host/suspects.ts';
import { Timers } from './host/timers.ts';
import type { LocalThread, Run } from './local-thread.ts';
import { checkedOptions, checkStore } from './options/checked-options.ts';
import type { Limits } from './options/limits.ts';
import { type Answer, andThen, toPromise } from './ports/answer.ts';
import type { Clock } from './ports/clock.ts';
import type { Provider } from './ports/provider.ts';
import type { Store } from './ports/store.ts';

export interface RuntimeOptions {
  store: Store;
  provider: Provider;
  /**
   * Fields that differ from the default retry policy: 10 retries since the last progress, 2 s doubling to 60 s, parked
   * beyond 60 s.
   */
  policy?: Partial<RetryPolicy>;
  /**
   * How long a provider may be silent: by default 120 s until the first chunk, 60 s between two, and 30 min while a tool
   * is at work.
   */
  timeouts?: Partial<Timeouts>;
  /** How much a start, an answer and an attempt may bring: fields that differ from the defaults of `Limits`. */
  limits?: Partial<Limits>;
  /**
   * What a provider is given of an answer that a person has stopped. `all`: what was said up to the stop, marked as
   * cut. `tools`: the calls of tools and what came before them. @default 'all'
   */
  keepStopped?: KeepStopped;
  /**
   * Most attempts under way at once: a whole number, 1 or more. Others wait for a place in the order of their arrival.
   * Overdue waits are among them by turns, so that no stream of starts keeps them out. @default 64
   */
  maxConcurrentAttempts?: number;
  /**
   * How long a run that was under way at two crashes is alone at first, so that it is told apart from those that were
   * beside it. Each further crash doubles the time, up to 10 minutes. Milliseconds; 0 lets all of them begin together.
   * @default 30_000
   */
  isolationMs?: number;
  /** Time between two checkpoints of a message that is being written, milliseconds, 1 to 2^31 - 1. @default 1_000 */
  checkpointMs?: number;
  /**
   * How long events, void messages and the attempts of runs that are over are kept. They are deleted in small steps, of
   * threads in which no run is active or queued. Views show the same messages and runs after it, without those attempts.
   * @default everything is kept
   */
  retention?: Partial<RetentionOptions>;
  /** Called with every event of every thread once it is recorded: for logs. */
  onEvent?: (event: ThreadEvent) => void;
  /**
   * Called with each error that no caller could get as a rejection, and with what `onEvent`, `trace` and subscribers
   * throw: the error itself, which may have credentials in it. What it throws itself goes to the console.
   * @default prints the error without credentials
   */
  onError?: (error: unknown) => void;
  /**
   * Called with every batch: its plans, effects, writes and releases. The trace explains why a run did what it did.
   *
   * @default off
   */
  trace?: Trace;
  /** The clock that the runtime reads. @default systemClock */
  clock?: Clock;
  /** Returns a random number in [0, 1). Another value is reported to `onError`, and replaced. @default Math.random */
  random?: () => number;
  /**
   * Returns a new id for a run or a message. One that breaks the rule of `checkId` is reported to `onError`, and
   * replaced. @default a UUID of version 7 (RFC 9562)
   */
  newId?: () => string;
}

export interface Runtime {
  /**
   * Makes a handle on a thread. A thread is recorded when its first run starts.
   *
   * @throws {InvalidIdError} for an id that breaks the rule of `checkId`
   */
  thread(id: string): LocalThread;
  /** Makes a handle on a run of any thread; undefined for an unknown id. @throws {RuntimeClosedError} after the end */
  run(id: string): Promise<Run | undefined>;
  /**
   * The most recently changed threads, latest first.
   *
   * @param limit how many at most, 1 to 500; 100 by default
   * @throws {RangeError} unless the limit is a whole number within its bounds
   */
  threads(limit?: number): Promise<ThreadSummary[]>;
  /**
   * The events of a thread after a sequence number, in order, as the store holds them: for logs and tools. Readers of a
   * thread use `Thread.events`.
   *
   * @param limit how many at most, 1 to 500; 500 by default
   * @throws {RangeError} unless both numbers are whole ones within their bounds
   * @throws {InvalidIdError} for an id that breaks the rule of `checkId`
   */
  events(threadId: string, after: number, limit?: number): Promise<ThreadEvent[]>;
  /**
   * Stops all attempts at once and closes the store. The runs that were under way are recorded as waiting, and go on at
   * the next start. This uses up neither a retry nor a loss. If the store can't write, the next start finds them lost.
   *
   * @returns once the store is closed. All calls share one promise, whose rejection does not end the process
   */
  close(): Promise<void>;
  /**
   * Closes the runtime once the attempts under way have ended, after 8 s at the latest. No attempt begins from now on;
   * starts and commands are recorded, and readers go on until the end. All calls share one promise. For SIGTERM.
   *
   * @throws {InvalidOptionError} as a rejection, for an option out of its bounds, or with an unknown name; the runtime
   * goes on
   */
  drain(options?: DrainOptions): Promise<void>;
  /** The same as `drain()`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Opens a runtime on a store, and recovers its runs: a wait keeps its deadline, and an attempt that was
 * running is lost and tried again if the policy allows. The runtime owns the store from now on: it closes the store
 * when it is closed itself, and when it can't be opened.
 *
 * @throws {StoreInUseError} if another runtime has the store, wrapped or not; that runtime keeps it, and it stays open
 * @throws {StoreWriteError} if the recovery can't be recorded
 * @throws {InvalidOptionError} for an option out of its bounds, or with an unknown name
 * @throws {InvalidPolicyError} for a policy out of its bounds
 */
export async function createRuntime(options: RuntimeOptions): Promise<Runtime> {
  checkStore(options);
  const closeStore = holdStore(options.store);
  try {
    return await open(options, closeStore);
  } catch (error) {
    await closeStore();
    throw error;
  }
}

async function open(options: RuntimeOptions, closeStore: () => Answer<void>): Promise<Runtime> {
  const { provider, trace } = options;
  const checked = checkedOptions(options);
  const { policy, timeouts, limits, random, newId, onError, onEvent } = checked;
  const { store } = options;
  const { sharing } = store;
  const sharedClock = new SharedClock(checked.clock);
  const clock = sharing ? sharedClock : checked.clock;

  const core = createCore();
  const subscribers = new Subscribers({
    store,
    messageIn: (threadId) => (follower ?? attempts).messageIn(threadId),
    ...(sharing && {
      ready: (threadId: string) => follower?.ready(threadId),
      note: (event: ThreadEvent) => void follower?.note(event),
    }),
    report: onError,
  });
  const cells = new RunCells();
  const follower =
    sharing &&
    new Follower({
      store,
      sharing,
      subscribers,
      cells,
      ownMessageIn: (threadId) => attempts.messageIn(threadId),
      ownThreadIds: () => attempts.threadIds(),
      onError,
    });
  const publisher = follower ?? subscribers;
  const mailbox = new Mailbox({
    store,
    core,
    clock,
    release(batch, recorded, writes) {
      // Forgotten first, because attempts that start read the history.
      histories.note(writes);
      release(
        { attempts, subscribers, publisher, cells, timers, quarantine, onEvent, onError },
        batch,
        recorded,
      );
    },
    // A trace that throws must not keep a batch from being released.
    trace: trace && ((batch) => tryCall(onError, trace, batch)),
  });
  // Another node may add to a thread at any time.
  const histories = new Histories(store, sharing && 0);
  const files = new Files(mailbox);
  const attempts = new Attempts({
    store,
    mailbox,
    histories,
    files,
    provider,
    clock,
    timeouts,
    limits,
    checkpointMs: checked.checkpointMs,
    random,
    newId,
    subscribers: publisher,
    onError,
    onBegin: (runId, fence) => quarantine.onBegin(runId, fence),
    most: checked.maxConcurrentAttempts,
  });
  const quarantine = new Quarantine({
    clock,
    isolationMs: checked.isolationMs,
    clear: (runId, fence) =>
      mailbox.post(`attempt.cleared ${runId}/${fence}`, { runId }, (batch) =>
        planClear(batch, runId, fence),
      ),
    onFree: () => timers.rearm(),
    onError,
  });
  const timers = new Timers({
    store,
    clock,
    room: () => attempts.room,
    suspects: new Suspects({ quarantine }),
    fire: async (due) => {
      await mailbox.post(`timer ${due.runId}`, { runId: due.runId }, (batch) =>
        planTimer(batch, due),
      );
      attempts.markOverdue(due.runId);
    },
    onError,
  });

  const neighbours =
    sharing &&
    follower &&
    new Neighbours({
      sharing,
      clock: sharedClock,
      attempts,
      timers,
      follower,
      recordLost: (run) => recordLost(run, { store, mailbox, random, onError }),
      onError,
    });
  const retention = new Retention(store, clock, checked.retention, onError);

  try {
    await neighbours?.join();
    await recover({ store, mailbox, random, onError });
    timers.rearm();
    neighbours?.start();
    retention.start();
  } catch (error) {
    timers.close();
    await mailbox.close();
    attempts.close();
    throw error;
  }

  let closed: Promise<void> | undefined;
  function close(): Promise<void> {
    // What the store answers at once happens at once, because a process may end after this call.
    closed ??= keptForLater(
      toPromise(() => {
        timers.close();
        neighbours?.close();
        retention.close();
        quarantine.close();
        attempts.pause();
        const handedOver = mailbox.close(() => handOver({ store, attempts, random }));
        return andThen(handedOver, () => {
          attempts.close();
          subscribers.close();
          return closeStore();
        });
      }),
    );
    return closed;
  }
  const drain = createDrain({ clock, attempts, timers, close });

  const parts: RuntimeParts = {
    store,
    core,
    mailbox,
    subscribers,
    cells,
    attempts,
    files,
    provider,
    policy,
    limits,
    keepStopped: checked.keepStopped,
    newId,
    report: onError,
  };
  return {
    thread: (id) => openThread(parts, id),
    run: (id) => openRun(parts, id),
    async threads(limit = 100) {
      checkPage(0, limit);
      if (mailbox.isClosed) throw new RuntimeClosedError();
      return store.threads(limit);
    },
    async events(threadId, after, limit = maxPageSize) {
      checkId('thread id', threadId);
      checkPage(after, limit);
      if (mailbox.isClosed) throw new RuntimeClosedError();
      return store.events(threadId, after, limit);
    },
    close,
    drain,
    [Symbol.asyncDispose]: drain,
  };
}
