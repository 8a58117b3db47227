/**
 * Owns the turn: what was posted in one turn of the event loop is planned in order, committed in one
 * transaction, and only then released (G1, G2). What cannot be written is told from what can by giving
 * each a transaction of its own.
 */
import type { Core } from '@perdure/core';
import { isStoreWriteError, RuntimeClosedError, StoreWriteError } from '../errors.ts';
import type { ThreadEvent } from '../model/events.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import type { Changes } from './changes.ts';
import { Draft } from './draft.ts';

/** Drafts what is to be done; throws to refuse. Runs again, on a new draft, if the turn it was part of could not be written. */
export type Plan<T> = (draft: Draft) => T;

interface Entry {
  plan: Plan<unknown>;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

export interface MailboxOptions {
  store: Store;
  core: Core;
  clock: Clock;
  /** Called after each commit. Must not throw. */
  release: (changes: Changes, recorded: readonly ThreadEvent[]) => void;
}

/**
 * Between two tries while another program holds the store's lock. The store waits for it with the event loop
 * standing still, so what comes meanwhile shares one try. Milliseconds.
 */
const lockPauseMs = 250;

/**
 * So many plans share a transaction at the most, and the rest is for the next turn: enough to pay for one sync of
 * the disk, and not so many that the event loop stands still for longer than a frame.
 */
const plansPerTurn = 64;

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
   * Resolves with what the plan returned once it is recorded and released.
   *
   * @throws {StoreWriteError} if it could not be written; nothing has changed
   */
  post<T>(plan: Plan<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new RuntimeClosedError());
    return new Promise<T>((resolve, reject) => {
      this.#entries.push({ plan, resolve: resolve as Entry['resolve'], reject });
      this.#schedule();
    });
  }

  /** Refuses what is posted from now on. */
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

  /** Takes the turn now. */
  #flush(): void {
    const entries = this.#entries.splice(0, plansPerTurn);
    if (entries.length > 0) this.#take(entries);
  }

  #take(entries: readonly Entry[]): void {
    const failure = this.#tryTurn(entries);
    this.#wasLocked = failure?.reason === 'locked';
    if (failure === undefined) return;
    // A lock is in everybody's way: to try each entry alone would wait for it as often.
    const isFinal = entries.length === 1 || this.#wasLocked;
    for (const entry of entries) {
      const error = isFinal ? failure : this.#tryTurn([entry]);
      if (error !== undefined) entry.reject(error);
    }
  }

  /** Writes what all of the entries plan, or nothing: returns why. A plan that refuses has no part in it. */
  #tryTurn(entries: readonly Entry[]): StoreWriteError | undefined {
    const { store, core, clock, release } = this.#options;
    const draft = new Draft(store, core, clock.now());
    // Told after the commit: a refusal may rest on what was drafted before it.
    const outcomes = entries.map(({ plan, resolve, reject }) => {
      try {
        const result = draft.changes.whole(() => plan(draft));
        return () => resolve(result);
      } catch (refusal) {
        return () => reject(refusal);
      }
    });
    let recorded: ThreadEvent[];
    try {
      const { writes } = draft.changes;
      recorded = writes.length > 0 ? store.commit(writes) : [];
    } catch (cause) {
      return isStoreWriteError(cause) ? cause : new StoreWriteError('unknown', cause);
    }
    release(draft.changes, recorded);
    for (const tell of outcomes) tell();
    return undefined;
  }
}
