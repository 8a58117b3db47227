/** A store whose disk may fill up, fail or lose its power, between any two transactions. */
import { type Store, StoreWriteError, type ThreadEvent, type Write } from '@perdure/runtime';

/** `refused` is what the store will not have, whatever is done about its disk. */
export const storeFaults = ['full', 'locked', 'refused', 'readFails'] as const;
export type StoreFault = (typeof storeFaults)[number];

/** When the power goes: `before` and `after` mean the next transaction; after it, nothing was released yet. */
export const powerCuts = ['now', 'before', 'after'] as const;
export type PowerCut = (typeof powerCuts)[number];

const errors: Record<StoreFault, () => Error> = {
  full: () => new StoreWriteError('full', new Error('database or disk is full')),
  locked: () => new StoreWriteError('locked', new Error('database is locked')),
  refused: () => new Error('constraint failed'),
  readFails: () => new Error('disk I/O error (read)'),
};

export interface Watcher {
  /** Before each transaction, with what stands in the store. */
  onWrites(writes: readonly Write[], store: Store): void;
}

export class FaultyStore {
  readonly #inner: Store;
  readonly #watcher: Watcher;
  #cut: PowerCut | undefined;
  #fault: { kind: StoreFault; times: number } | undefined;
  isDead = false;

  constructor(inner: Store, watcher: Watcher) {
    this.#inner = inner;
    this.#watcher = watcher;
  }

  /** The store as the runtime is given it. */
  get store(): Store {
    const inner = this.#inner;
    const powered =
      <A extends unknown[], R>(method: (...args: A) => R) =>
      (...args: A): R => {
        this.#powered();
        return method(...args);
      };
    const read = <A extends unknown[], R>(method: (...args: A) => R) =>
      powered((...args: A): R => {
        this.#mayFail('readFails');
        return method(...args);
      });
    return {
      commit: (writes) => this.#commit(writes),
      findRun: read(inner.findRun),
      findActiveRun: read(inner.findActiveRun),
      findQueuedRuns: read(inner.findQueuedRuns),
      findRunningRuns: read(inner.findRunningRuns),
      findRunStatus: read(inner.findRunStatus),
      history: read(inner.history),
      findRunsFrom: read(inner.findRunsFrom),
      findMessage: read(inner.findMessage),
      threads: read(inner.threads),
      findStreamingMessage: read(inner.findStreamingMessage),
      events: read(inner.events),
      // The runtime looks at its deadlines between turns, where nobody could be told of a failure.
      dueTimers: powered(inner.dueTimers),
      nextDeadline: powered(inner.nextDeadline),
      close: () => {
        this.isDead = true;
      },
    };
  }

  cutPower(cut: PowerCut): void {
    if (cut === 'now') this.isDead = true;
    else this.#cut = cut;
  }

  /** @param times how many calls fail, before it heals by itself */
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

  #commit(writes: readonly Write[]): ThreadEvent[] {
    this.#powered();
    if (this.#cut === 'before') this.#die();
    for (const kind of ['full', 'locked', 'refused'] as const) this.#mayFail(kind);
    this.#watcher.onWrites(writes, this.#inner);
    const recorded = this.#inner.commit(writes);
    if (this.#cut === 'after') this.#die();
    return recorded;
  }

  #mayFail(kind: StoreFault): void {
    if (this.#fault?.kind !== kind) return;
    if (--this.#fault.times <= 0) this.#fault = undefined;
    throw errors[kind]();
  }

  #powered(): void {
    if (this.isDead) throw new Error('The power is off.');
  }

  #die(): never {
    this.isDead = true;
    throw new Error('The power went off.');
  }
}
