/** The most recently used runs and threads in memory. What is not written yet stays, whatever the bound. */
import { isActiveState } from '@perdure/run';
import { FreshMap } from '../fresh-map.ts';
import type { RunRecord, Write } from '../ports/store.ts';

/** What most plans read of a thread. */
export interface Head {
  active: RunRecord | undefined;
  /** The first queued runs, in order. */
  queue: RunRecord[];
  /** True if no queued run follows these. */
  hasWholeQueue: boolean;
  /** How many runs are queued. */
  queued: number;
}

/** Most runs and most threads in memory, of one or two kilobytes each. Other waiting runs are not in memory. */
const capacity = 1_000;

/** Longest queue that a new run is added to. Those behind it are loaded when it gets short. */
const longestQueue = 32;

export class RecentThreads {
  /** The runs by id, the least recently used first. */
  readonly #runs = new FreshMap<string, RunRecord>();
  /** The threads by id, the least recently used first. */
  readonly #heads = new FreshMap<string, Head>();
  /** How many batches have changed each thread and are not written yet. */
  readonly #unwritten = new FreshMap<string, number>();

  run(runId: string): RunRecord | undefined {
    return used(this.#runs, runId);
  }

  head(threadId: string): Head | undefined {
    return used(this.#heads, threadId);
  }

  addRun(run: RunRecord | undefined): void {
    if (run !== undefined) this.#runs.set(run.id, run);
  }

  setHead(threadId: string, head: Head): void {
    this.#heads.set(threadId, head);
    this.addRun(head.active);
    for (const run of head.queue) this.addRun(run);
  }

  change(write: Extract<Write, { run: RunRecord }>): void {
    const { run } = write;
    const { id, threadId } = run;
    const former = this.#runs.get(id);
    this.#runs.set(id, run);
    const head = this.#heads.get(threadId);
    if (head === undefined) return;
    // The place of the run among the queued ones is known to the store alone.
    if (write.type === 'createRun' && write.replaces !== undefined) this.#heads.delete(threadId);
    else this.#heads.set(threadId, changed(head, run, former));
  }

  forget(threadId: string): void {
    this.#heads.delete(threadId);
    for (const run of this.#runs.values()) if (run.threadId === threadId) this.#runs.delete(run.id);
  }

  isUnwritten(threadId: string): boolean {
    return this.#unwritten.has(threadId);
  }

  beginWrite(threadIds: ReadonlySet<string>): void {
    for (const id of threadIds) this.#unwritten.set(id, (this.#unwritten.get(id) ?? 0) + 1);
    this.#trim(this.#runs, ({ threadId }) => threadId);
    this.#trim(this.#heads, (_, threadId) => threadId);
  }

  endWrite(threadIds: ReadonlySet<string>): void {
    for (const id of threadIds) {
      const left = (this.#unwritten.get(id) ?? 0) - 1;
      if (left > 0) this.#unwritten.set(id, left);
      else this.#unwritten.delete(id);
    }
  }

  clear(): void {
    this.#runs.clear();
    this.#heads.clear();
    this.#unwritten.clear();
  }

  #trim<T>(entries: FreshMap<string, T>, threadOf: (entry: T, key: string) => string): void {
    for (const [key, entry] of entries) {
      if (entries.size <= capacity) return;
      if (!this.#unwritten.has(threadOf(entry, key))) entries.delete(key);
    }
  }
}

/** The head of a thread after a change of a run. @param former the run before it; undefined for a new one */
function changed(head: Head, run: RunRecord, former: RunRecord | undefined): Head {
  const [isQueued, wasQueued] = [isQueuedRun(run), isQueuedRun(former)];
  const next = { ...head, queued: head.queued + Number(isQueued) - Number(wasQueued) };
  if (isActiveState(run.stored.state)) next.active = run;
  else if (head.active?.id === run.id) next.active = undefined;
  if (wasQueued)
    next.queue = head.queue.flatMap((other) =>
      other.id !== run.id ? [other] : isQueued ? [run] : [],
    );
  else if (isQueued && head.hasWholeQueue) {
    if (head.queue.length < longestQueue) next.queue = [...head.queue, run];
    else next.hasWholeQueue = false;
  }
  return next;
}

const isQueuedRun = (run: RunRecord | undefined): boolean => run?.stored.state === 'queued';

/** The entry, which is the most recently used one from now on. */
function used<T>(entries: FreshMap<string, T>, key: string): T | undefined {
  const entry = entries.get(key);
  if (entry === undefined) return undefined;
  entries.delete(key);
  entries.set(key, entry);
  return entry;
}
