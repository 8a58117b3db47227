/**
 * Owns the order of a batch: plans posted in one event-loop turn run in order and commit in one transaction; only
 * then is the batch released (G1, G2). If the transaction of several plans fails, each plan gets a transaction of its
 * own, so that a plan that can't be written does not fail the others. If the store is locked, all plans are rejected.
 */
import type { Core } from '@perdure/core';
import {
  isStoreWriteError,
  RuntimeClosedError,
  StoreWriteError,
  type ThreadEvent,
} from '@perdure/thread';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import { Batch } from './batch.ts';
import { BatchTracer, type Trace } from './trace.ts';

/** A plan changes the batch, or throws to refuse. It is called again on a new batch if the transaction failed. */
export type Plan<T> = (batch: Batch) => T;

interface Entry {
  /** Name of the plan, for the trace. */
  name: string;
  plan: Plan<unknown>;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

export interface MailboxOptions {
  store: Store;
  core: Core;
  clock: Clock;
  /** Called after each commit. Must not throw. */
  release: (batch: Batch, recorded: readonly ThreadEvent[]) => void;
  trace?: Trace | undefined;
}

/**
 * Pause between two tries while another program holds the store's lock, milliseconds. The store blocks the event loop
 * while it waits for the lock, so that all plans posted during the pause share one try.
 */
const lockPauseMs = 250;

/**
 * Most plans per transaction; other plans wait for the next event-loop turn. The number is high enough to pay for one
 * sync of the disk, and low enough that the event loop is blocked for less than a frame.
 */
const plansPerBatch = 64;

export class Mailbox {
  readonly #options: MailboxOptions;
  #entries: Entry[] = [];
  #closed = false;
  #isScheduled = false;
  #wasLocked = false;

  constructor(options: MailboxOptions) {
    this.#options = options;
  }

  /**
   * Posts a plan. Resolves with its result once the plan's changes are recorded and released.
   *
   * @param name what the plan does, for the trace
   * @throws {StoreWriteError} if the changes could not be written; nothing has changed then
   * @throws {RuntimeClosedError} after the end
   */
  post<T>(name: string, plan: Plan<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new RuntimeClosedError());
    return new Promise<T>((resolve, reject) => {
      this.#entries.push({ name, plan, resolve: resolve as Entry['resolve'], reject });
      this.#schedule();
    });
  }

  /**
   * Commits the plans posted so far, then the last ones, and refuses all plans posted from now on. What cannot be written
   * is dropped.
   *
   * @param last gives the last plans, once all before them are committed
   */
  close(last: () => readonly { name: string; plan: Plan<void> }[] = () => []): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#flushAll();
    this.#entries = last().map((entry) => ({ ...entry, resolve() {}, reject() {} }));
    this.#flushAll();
  }

  #flushAll(): void {
    while (this.#entries.length > 0) this.#flush();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const { clock } = this.#options;
    const flush = () => {
      this.#isScheduled = false;
      this.#flush();
      if (this.#entries.length > 0) this.#schedule();
    };
    if (this.#wasLocked) clock.setTimeout(flush, lockPauseMs);
    else clock.defer(flush);
  }

  #flush(): void {
    const entries = this.#entries.splice(0, plansPerBatch);
    if (entries.length === 0) return;
    const error = this.#commitTogether(entries);
    this.#wasLocked = error?.reason === 'locked';
    if (error === undefined) return;
    // After a lock, plans are not tried one by one, because a lock stops every plan, and each try waits for the lock
    // again.
    const triesEach = entries.length > 1 && !this.#wasLocked;
    for (const entry of entries) {
      const own = triesEach ? this.#commitTogether([entry]) : error;
      if (own !== undefined) entry.reject(own);
    }
  }

  /** Commits the plans together, without those that refuse. Returns the store's error if nothing was written. */
  #commitTogether(entries: readonly Entry[]): StoreWriteError | undefined {
    const { store, core, clock, release, trace } = this.#options;
    const tracer = trace && new BatchTracer(trace);
    const batch = new Batch({ store, core, at: clock.now(), onStep: tracer?.onStep });
    // The answers are called after the commit, because a refusal may depend on an earlier plan of the same batch.
    const answers = entries.map(({ name, plan, resolve, reject }) => {
      tracer?.begin(name);
      try {
        const result = batch.savepoint(() => plan(batch));
        return () => resolve(result);
      } catch (refusal) {
        tracer?.refuse(refusal);
        return () => reject(refusal);
      }
    });
    const { writes } = batch;
    let recorded: ThreadEvent[];
    try {
      recorded = writes.length > 0 ? store.commit(writes) : [];
    } catch (cause) {
      const error = isStoreWriteError(cause) ? cause : new StoreWriteError('unknown', cause);
      tracer?.end(batch, writes, error);
      return error;
    }
    tracer?.end(batch, writes);
    release(batch, recorded);
    for (const answer of answers) answer();
    return undefined;
  }
}
