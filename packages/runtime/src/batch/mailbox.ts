/**
 * Owns the order of a batch: plans posted in one event-loop turn run in order, commit in one transaction, and only
 * then is the batch released (G1, G2). If the transaction of several plans fails, each gets a transaction of its own,
 * so that one that can't be written does not take the others along; but not if the store is locked.
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

/** Changes the batch, or throws to refuse. Called again on a new batch if the transaction failed. */
export type Plan<T> = (batch: Batch) => T;

interface Entry {
  /** For the trace. */
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
 * while it waits for the lock, so all plans of a pause share one try.
 */
const lockPauseMs = 250;

/**
 * Plans per transaction; the rest waits for the next event-loop turn. High enough to pay for one sync of the disk, low
 * enough that the event loop stands still for less than a frame.
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
   * Resolves with the plan's result once it is recorded and released.
   *
   * @param name what the plan does, for the trace
   * @throws {StoreWriteError} if it could not be written; nothing has changed
   * @throws {RuntimeClosedError} after the end
   */
  post<T>(name: string, plan: Plan<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new RuntimeClosedError());
    return new Promise<T>((resolve, reject) => {
      this.#entries.push({ name, plan, resolve: resolve as Entry['resolve'], reject });
      this.#schedule();
    });
  }

  /** Commits what was posted, and refuses what is posted from now on. */
  close(): void {
    this.#closed = true;
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
    // Not after a lock, because it stops every plan, and each try waits for it again.
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
    // Called after the commit, because a refusal may depend on an earlier plan of the same batch.
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
