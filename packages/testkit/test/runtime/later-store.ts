/** A store in memory that writes a commit when the test says so, as one does that writes on a thread or elsewhere. */
import { memoryStore } from '@perdure/runtime/memory';
import {
  type Committed,
  type Store,
  threadOf,
  type Write,
  wrapStore,
} from '@perdure/runtime/store';

interface Waiting {
  writes: readonly Write[];
  resolve: (committed: Committed) => void;
  reject: (error: unknown) => void;
}

export class LaterStore {
  readonly inner = memoryStore();
  /** Commits that are not written yet, the oldest first. */
  readonly waiting: Waiting[] = [];
  /** Called with the writes of each commit; what it throws is why nothing is written. */
  refuse: (writes: readonly Write[]) => void = () => {};
  /** Whether a thread has lost a race to another writer. */
  isLost: (threadId: string) => boolean = () => false;
  /** True to write each commit as it comes. */
  isAtOnce = true;

  get store(): Store {
    const later = <T>(read: () => T): Promise<T> => Promise.resolve().then(read);
    const { inner } = this;
    const asked: Store = wrapStore(inner);
    return {
      ...asked,
      load: (reads) => later(() => inner.load(reads)),
      history: (runId, from) => later(() => inner.history(runId, from)),
      events: (threadId, after, limit) => later(() => inner.events(threadId, after, limit)),
      findRun: (runId) => later(() => inner.findRun(runId)),
      nextDeadline: (after) => later(() => inner.nextDeadline(after)),
      dueTimers: (now, limit, after) => later(() => inner.dueTimers(now, limit, after)),
      commit: (writes) =>
        new Promise((resolve, reject) => {
          this.waiting.push({ writes, resolve, reject });
          if (this.isAtOnce) this.write();
        }),
    };
  }

  /** Writes the oldest commits. Those behind one that fails fail with it, and are told later. */
  write(count = this.waiting.length): void {
    for (let written = 0; written < count; written++) {
      const oldest = this.waiting.shift();
      if (oldest === undefined) return;
      const { writes, resolve, reject } = oldest;
      try {
        this.refuse(writes);
        const lost = new Set(
          writes.map((write) => threadOf(write) ?? '').filter((id) => this.isLost(id)),
        );
        const { recorded } = this.inner.commit(
          writes.filter((write) => !lost.has(threadOf(write) ?? '')),
        );
        resolve({ recorded, lost: [...lost] });
      } catch (error) {
        reject(error);
        for (const behind of this.waiting.splice(0)) setTimeout(() => behind.reject(error), 5);
      }
    }
  }
}
