/**
 * Owns the order of plans: those posted in one event-loop turn run in order and commit in one transaction; only then is
 * the batch released (G1, G2). The next batch is planned while this one is written, on what this one will have changed.
 *
 * If the transaction of several plans fails, each plan gets a transaction of its own, so that a plan that can't be
 * written does not fail the others, and what was planned after it is planned again. If the store is locked or can't be
 * reached, all plans of the batch are rejected.
 */
import type { Core } from '@perdure/core';
import {
  isStoreWriteError,
  RuntimeClosedError,
  StoreWriteError,
  type ThreadEvent,
} from '@perdure/thread';
import { type Answer, andThen, isPromise, settle } from '../ports/answer.ts';
import type { Clock } from '../ports/clock.ts';
import type { Committed, Store, Write } from '../ports/store.ts';
import type { BatchResult } from './batch-result.ts';
import { InFlight, type Outcome } from './in-flight.ts';
import { type Entry, type Plan, type Planned, planBatch, Superseded } from './planning.ts';
import { Recorded, type Subject } from './recorded.ts';
import type { Trace } from './trace.ts';

export interface MailboxOptions {
  store: Pick<Store, 'load' | 'commit' | 'sharing'>;
  core: Core;
  clock: Clock;
  /** Called after each commit. Must not throw. */
  release: (batch: BatchResult, recorded: readonly ThreadEvent[], writes: readonly Write[]) => void;
  trace?: Trace | undefined;
}

/** A plan that is posted at the end. */
export interface LastPlan {
  name: string;
  subject: Subject;
  plan: Plan<void>;
}

/**
 * Pause between two tries while another program holds the store's lock, milliseconds. A store may block the event loop
 * while it waits for the lock, so that all plans posted during the pause share one try.
 */
const lockPauseMs = 250;

/**
 * Most plans per transaction; other plans wait for the next event-loop turn. `atOnce`: high enough to pay for one sync of
 * the disk, and low enough that the event loop is blocked for less than a frame. `later`: a store that answers later
 * writes several batches with one sync, and short turns let it begin early. `shared`: each batch waits for a read.
 */
const plansPerBatch = { atOnce: 64, later: 8, shared: 64 };

/** Most batches that are being written at once. Later plans wait, so that a slow disk does not fill the memory. */
const mostInFlight = 32;

export class Mailbox {
  readonly #options: MailboxOptions;
  readonly #recorded: Recorded;
  readonly #inFlight = new InFlight((planned, outcome) => this.#settle(planned, outcome));
  #entries: Entry[] = [];
  /** Plans of a batch that failed. Each is planned and written alone. */
  #alone: Entry[] = [];
  /** Plans that were made on what is not recorded, or on a thread that another writer has changed. */
  #again: Entry[] = [];
  /** Called at the next move of a batch. */
  readonly #waiters: (() => void)[] = [];
  /** Batches that were not recorded as a whole. */
  #failures = 0;
  /** True from a failure until nothing is being written: the batches between were planned on what is not recorded. */
  #hasFailed = false;
  #closed = false;
  #isPlanning = false;
  #isScheduled = false;
  /** When the store has answered the last commit. */
  #answers: keyof typeof plansPerBatch = 'atOnce';
  #wasLocked = false;

  constructor(options: MailboxOptions) {
    this.#options = options;
    this.#recorded = new Recorded(options.store);
    if (options.store.sharing !== undefined) this.#answers = 'shared';
  }

  /**
   * Posts a plan. Resolves with its result once the plan's changes are recorded and released.
   *
   * @param name what the plan does, for the trace
   * @param subject the one thread that the plan may change, by its id or by a run's
   * @param onRecorded gives the result for the caller. Called in the moment of the release, because a later batch may
   * change what the plan has returned before the caller goes on
   * @throws {StoreWriteError} if the changes could not be written; nothing has changed then
   * @throws {RuntimeClosedError} after the end
   */
  post<T>(name: string, subject: Subject, plan: Plan<T>): Promise<T>;
  post<T, R>(
    name: string,
    subject: Subject,
    plan: Plan<T>,
    onRecorded: (result: T) => R,
  ): Promise<R>;
  post(
    name: string,
    subject: Subject,
    plan: Plan<unknown>,
    onRecorded = (result: unknown) => result,
  ): Promise<unknown> {
    if (this.#closed) return Promise.reject(new RuntimeClosedError());
    return new Promise((resolve, reject) => {
      const answer = (result: unknown) => resolve(onRecorded(result));
      this.#entries.push({ name, subject, plan, resolve: answer, reject });
      this.#schedule();
    });
  }

  /** Posts a plan that is the only one of its batch, because it leaves nothing of what the plans before it have made. */
  postAlone(name: string, subject: Subject, plan: Plan<void>): Promise<void> {
    if (this.#closed) return Promise.reject(new RuntimeClosedError());
    return new Promise((resolve, reject) => {
      const answer = () => resolve();
      this.#entries.push({ name, subject, plan, isAlone: true, resolve: answer, reject });
      this.#schedule();
    });
  }

  /**
   * Commits the plans posted so far, then the last ones, and refuses all plans posted from now on. What cannot be written
   * is dropped.
   *
   * @param last gives the last plans, once all before them are committed
   */
  close(last: () => Answer<readonly LastPlan[]> = () => []): Answer<void> {
    if (this.#closed) return;
    this.#closed = true;
    return andThen(this.#finish(), () =>
      andThen(last(), (plans) => {
        this.#entries = plans.map((entry) => ({ ...entry, resolve() {}, reject() {} }));
        return this.#finish();
      }),
    );
  }

  /** Plans and commits until nothing is left. */
  #finish(): Answer<void> {
    for (;;) {
      if (this.#isPlanning || this.#inFlight.size > 0)
        return this.#nextMove().then(() => this.#finish());
      if (!this.#hasWaiting) return;
      this.#turn();
    }
  }

  /** True from the call of `close` on. */
  get isClosed(): boolean {
    return this.#closed;
  }

  get #hasWaiting(): boolean {
    return this.#isRepeating || this.#entries.length > 0;
  }

  /** True while plans wait to be repeated, which goes before all others. */
  get #isRepeating(): boolean {
    return this.#alone.length > 0 || this.#again.length > 0;
  }

  #schedule(): void {
    if (this.#isScheduled || this.#closed || !this.#canPlan) return;
    this.#isScheduled = true;
    const turn = () => {
      this.#isScheduled = false;
      if (!this.#closed) this.#turn();
    };
    const { clock } = this.#options;
    if (this.#wasLocked) clock.setTimeout(turn, lockPauseMs);
    else clock.defer(turn);
  }

  get #canPlan(): boolean {
    // What is in memory after a failure is not what is recorded, until nothing is in flight.
    const most = this.#isRepeating || this.#hasFailed ? 1 : mostInFlight;
    return this.#hasWaiting && !this.#isPlanning && this.#inFlight.size < most;
  }

  #turn(): void {
    do {
      if (this.#canPlan) this.#plan(this.#next());
    } while (this.#alone.length > 0 && this.#canPlan);
  }

  #next(): Entry[] {
    if (this.#alone.length > 0) return this.#alone.splice(0, 1);
    this.#entries.unshift(...this.#again.splice(0));
    const most = plansPerBatch[this.#answers];
    const alone = this.#entries.slice(0, most).findIndex(({ isAlone }) => isAlone);
    return this.#entries.splice(0, alone < 0 ? most : Math.max(alone, 1));
  }

  #plan(entries: readonly Entry[]): void {
    const { core, clock, trace } = this.#options;
    const failures = this.#failures;
    const options = {
      recorded: this.#recorded,
      core,
      clock,
      trace,
      whenWritten: () => this.#whenWritten(),
      isSuperseded: () => failures !== this.#failures,
    };
    this.#isPlanning = true;
    settle(
      () => planBatch(entries, options),
      (planned) => {
        this.#isPlanning = false;
        this.#commit(planned);
        this.#moved();
      },
      (error) => {
        this.#isPlanning = false;
        this.#recorded.dropAnswers();
        // Batches in flight are repeated before these plans.
        if (error instanceof Superseded) this.#entries.unshift(...entries);
        else for (const { reject } of entries) reject(error);
        this.#moved();
      },
    );
  }

  #commit(planned: Planned): void {
    const { store } = this.#options;
    const land = this.#inFlight.add(planned);
    if (planned.writes.length === 0) land({ recorded: [], lost: [] });
    else
      settle(
        () => {
          const answer = store.commit(planned.writes, planned.loaded);
          if (store.sharing === undefined) this.#answers = isPromise(answer) ? 'later' : 'atOnce';
          return answer;
        },
        land,
        (error) => land({ error }),
      );
  }

  #settle(planned: Planned, outcome: Outcome): void {
    if ('error' in outcome) this.#fail(planned, toWriteError(outcome.error));
    else if (this.#hasFailed && planned.writes.length === 0) this.#again.push(...planned.entries);
    else this.#release(planned, outcome);
    this.#recorded.written(planned.threadIds);
    if (this.#inFlight.size === 0) {
      if (this.#hasFailed) this.#recorded.clear();
      this.#hasFailed = false;
    }
    this.#moved();
  }

  #release({ batch, entries, answers, writes, tracer }: Planned, { recorded, lost }: Committed) {
    this.#wasLocked = false;
    tracer?.end(batch, writes);
    const lostThreads = new Set(lost);
    this.#options.release(lost.length === 0 ? batch : batch.without(lostThreads), recorded, writes);
    for (const [at, entry] of entries.entries()) {
      const threadId = lost.length > 0 ? this.#recorded.threadOf(entry.subject) : undefined;
      if (threadId !== undefined && lostThreads.has(threadId)) this.#again.push(entry);
      else answers[at]?.();
    }
    if (lost.length > 0) this.#noteFailure();
  }

  #fail({ batch, entries, writes, tracer }: Planned, error: StoreWriteError): void {
    tracer?.end(batch, writes, error);
    // What was planned on a batch that failed is planned again.
    if (this.#hasFailed) {
      this.#again.push(...entries);
      return;
    }
    this.#noteFailure();
    this.#wasLocked = error.reason === 'locked' || error.reason === 'unavailable';
    // Plans are not tried one by one then, because a lock stops every plan, and each try waits for the lock again.
    if (entries.length > 1 && !this.#wasLocked) this.#alone.push(...entries);
    else for (const { reject } of entries) reject(error);
  }

  #noteFailure(): void {
    this.#failures++;
    this.#hasFailed = true;
  }

  /** Resolves once nothing is being written. */
  #whenWritten(): Answer<void> {
    if (this.#inFlight.size > 0) return this.#nextMove().then(() => this.#whenWritten());
  }

  #nextMove(): Promise<void> {
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  /** Call when a batch is planned or written, because more can be planned then. */
  #moved(): void {
    for (const resolve of this.#waiters.splice(0)) resolve();
    this.#schedule();
  }
}

const toWriteError = (error: unknown): StoreWriteError =>
  isStoreWriteError(error) ? error : new StoreWriteError('unknown', error);
