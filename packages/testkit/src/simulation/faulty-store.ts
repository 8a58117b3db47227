/** A store whose disk may be full, may fail, or may lose its power between two transactions. */
import {
  type Answer,
  andThen,
  type Committed,
  isPromise,
  type LocalStore,
  type Store,
  type Write,
  wrapStore,
} from '@perdure/runtime/store';
import { StoreWriteError } from '@perdure/thread';
import type { UnderWay } from '../hosts/under-way.ts';

/**
 * The faults of a store. `refused`: the store rejects the transaction for a reason that no repair of the disk removes.
 */
export const storeFaults = ['full', 'locked', 'refused', 'readFails'] as const;
export type StoreFault = (typeof storeFaults)[number];

/**
 * The times of a power cut. `before` and `after` refer to the next transaction. `after`: the transaction is recorded,
 * but none of its effects has happened.
 */
export const powerCuts = ['now', 'before', 'after'] as const;
export type PowerCut = (typeof powerCuts)[number];

const errors: Record<StoreFault, () => Error> = {
  full: () => new StoreWriteError('full', new Error('database or disk is full')),
  locked: () => new StoreWriteError('locked', new Error('database is locked')),
  refused: () => new Error('constraint failed'),
  readFails: () => new Error('disk I/O error (read)'),
};

/** Called before each transaction, with the store in its state before the transaction. */
export type OnWrites = (writes: readonly Write[], store: LocalStore) => void;

/** A wrapper of a store whose faults and power cuts the simulation sets. */
export class FaultyStore {
  readonly #inner: LocalStore;
  readonly #onWrites: OnWrites;
  readonly #underWay: UnderWay;
  /** The last commit that is not written yet. */
  #last: Promise<unknown> | undefined;
  #cut: PowerCut | undefined;
  #fault: { kind: StoreFault; times: number } | undefined;
  /** True if the power is off. */
  isDead = false;

  constructor(inner: LocalStore, onWrites: OnWrites, underWay: UnderWay) {
    this.#inner = inner;
    this.#onWrites = onWrites;
    this.#underWay = underWay;
  }

  /** The store to pass to the runtime. */
  get store(): Store {
    // `wrapStore` binds the methods, because the store may be an instance of a class.
    const inner = wrapStore(this.#inner);
    const powered =
      <A extends unknown[], R>(method: (...args: A) => R) =>
      (...args: A): R => {
        this.#checkPower();
        return method(...args);
      };
    const read = <A extends unknown[], R>(method: (...args: A) => R) =>
      powered((...args: A): R => {
        this.#failIf('readFails');
        return method(...args);
      });
    return {
      commit: (writes) => this.#commit(writes),
      load: read(inner.load),
      findRun: read(inner.findRun),
      findRunningRuns: read(inner.findRunningRuns),
      history: read(inner.history),
      page: read(inner.page),
      findMessage: read(inner.findMessage),
      threads: read(inner.threads),
      findStreamingMessage: read(inner.findStreamingMessage),
      findAttemptNotes: read(inner.findAttemptNotes),
      findFile: read(inner.findFile),
      events: read(inner.events),
      conversation: read(inner.conversation),
      specimens: read(inner.specimens),
      prune: powered(inner.prune),
      // `readFails` does not apply to the deadlines, because the runtime reads them where no caller waits for the
      // error.
      dueTimers: powered(inner.dueTimers),
      nextDeadline: powered(inner.nextDeadline),
      close: () => {
        this.isDead = true;
      },
    };
  }

  /** True if the power was cut or will be. */
  get hasLostPower(): boolean {
    return this.#cut !== undefined;
  }

  cutPower(cut: PowerCut): void {
    if (cut === 'now') this.isDead = true;
    else this.#cut = cut;
  }

  /** Sets a fault. @param times number of calls that fail before the fault is gone */
  fail(kind: StoreFault, times: number): void {
    this.#fault = { kind, times };
  }

  heal(): void {
    this.#fault = undefined;
    this.#cut = undefined;
  }

  get isFaulty(): boolean {
    return this.#fault !== undefined;
  }

  /** Commits one after another, because `onWrites` looks at what is recorded. Those behind one that fails fail too. */
  #commit(writes: readonly Write[]): Answer<Committed> {
    const commit = () => this.#commitNext(writes);
    const committed = this.#underWay.note(this.#last?.then(commit) ?? commit());
    if (isPromise(committed)) {
      this.#last = committed;
      const end = () => {
        if (this.#last === committed) this.#last = undefined;
      };
      committed.then(end, end);
    }
    return committed;
  }

  #commitNext(writes: readonly Write[]): Answer<Committed> {
    this.#checkPower();
    if (this.#cut === 'before') this.#die();
    for (const kind of ['full', 'locked', 'refused'] as const) this.#failIf(kind);
    this.#onWrites(writes, this.#inner);
    return andThen(this.#inner.commit(writes), (committed) => {
      if (this.#cut === 'after') this.#die();
      return committed;
    });
  }

  #failIf(kind: StoreFault): void {
    if (this.#fault?.kind !== kind) return;
    if (--this.#fault.times <= 0) this.#fault = undefined;
    throw errors[kind]();
  }

  #checkPower(): void {
    if (this.isDead) throw new Error('The power is off.');
  }

  #die(): never {
    this.isDead = true;
    throw new Error('The power went off.');
  }
}
