/**
 * What plans read, in memory: the record with the changes of all batches that were planned, also of those that are not
 * written yet. Live threads stay here, so that their plans wait for no read.
 */
import { FreshMap } from '../fresh-map.ts';
import { type Answer, andThen } from '../ports/answer.ts';
import type { Loaded, LoadedThread, PlanRead } from '../ports/plan-reads.ts';
import {
  type PlanReads,
  type RunRecord,
  type Store,
  threadOf,
  type Write,
} from '../ports/store.ts';
import { RecentThreads } from './recent-threads.ts';

/** What a plan is about. A plan changes one thread at most. */
export interface Subject {
  threadId?: string;
  runId?: string;
}

/** Thrown by a read of what is not in memory. The plan is called again once it is loaded. */
export class NotLoaded extends Error {
  override readonly name = 'NotLoaded';
}

export interface Applied {
  threadIds: ReadonlySet<string>;
  loaded: ReadonlyMap<string, LoadedThread>;
}

interface KnownAttempt {
  threadId: string | undefined;
  fence: number;
  completed: Set<string>;
}

/** Queued runs that are loaded at once. The first is the next to start; the others are for the ends after it. */
const queueSlice = 8;

const queueOf = (threadId: string, limit = 0) =>
  ['findQueuedRuns', threadId, Math.max(limit, queueSlice)] as const;

/** What most plans of a thread read. */
const headOf = (threadId: string) =>
  [['findActiveRun', threadId], queueOf(threadId), ['countQueuedRuns', threadId]] as const;

const keyOf = (read: PlanRead): string => JSON.stringify(read);

export class Recorded implements PlanReads {
  readonly #store: Pick<Store, 'load'>;
  readonly #recent = new RecentThreads();
  /** The attempt under way of each run that has started here, with the ids of the messages that it has completed. */
  readonly #attempts = new FreshMap<string, KnownAttempt>();
  /** Threads that are forgotten, which is not written yet. */
  readonly #forgotten = new Set<string>();
  /** Answers to the plans of the batch that is being planned. */
  readonly #answers = new FreshMap<string, Loaded>();
  readonly #missing = new FreshMap<string, PlanRead>();
  /**
   * The threads in memory of a store that is shared, as they were loaded. They leave memory once nothing of them is being
   * written, because another node may change them at any time.
   */
  readonly #loaded = new FreshMap<string, LoadedThread>();

  constructor(store: Pick<Store, 'load'>) {
    this.#store = store;
  }

  findRun(runId: string): RunRecord | undefined {
    return this.#recent.run(runId) ?? this.#read('findRun', runId);
  }

  findActiveRun(threadId: string): RunRecord | undefined {
    const head = this.#recent.head(threadId);
    return head === undefined ? this.#read('findActiveRun', threadId) : head.active;
  }

  findQueuedRuns(threadId: string, limit: number): RunRecord[] {
    const head = this.#recent.head(threadId);
    if (head !== undefined && (head.hasWholeQueue || head.queue.length >= limit)) return head.queue;
    return this.#read(...queueOf(threadId, limit));
  }

  countQueuedRuns(threadId: string): number {
    return this.#recent.head(threadId)?.queued ?? this.#read('countQueuedRuns', threadId);
  }

  hasCompletedMessage(runId: string, fence: number): boolean {
    const known = this.#attempts.get(runId);
    if (known?.fence === fence) return known.completed.size > 0;
    return this.#read('hasCompletedMessage', runId, fence);
  }

  /** True for a message that the run's attempt under way has completed, also if that is not written yet. */
  isSealed(runId: string, messageId: string): boolean {
    return this.#attempts.get(runId)?.completed.has(messageId) === true;
  }

  history = (runId: string) => this.#read('history', runId);
  findPlace = (runId: string) => this.#read('findPlace', runId);
  findLeaving = (runId: string) => this.#read('findLeaving', runId);
  hasBegunAfter = (runId: string) => this.#read('hasBegunAfter', runId);
  findStreamingMessage = (runId: string) => this.#read('findStreamingMessage', runId);

  /** Notes what a plan reads first and is not in memory, so that it is loaded before the plan is called. */
  want({ threadId, runId }: Subject): void {
    const run = runId === undefined ? undefined : this.#recent.run(runId);
    if (runId !== undefined && run === undefined) this.#miss(['findRun', runId]);
    const thread = threadId ?? run?.threadId;
    if (thread === undefined || this.#recent.head(thread) !== undefined) return;
    for (const read of headOf(thread)) this.#miss(read);
  }

  /** The thread of a subject that a batch has changed; undefined for another one, which may not be in memory. */
  threadOf({ threadId, runId = '' }: Subject): string | undefined {
    return threadId ?? this.#recent.run(runId)?.threadId;
  }

  get isMissing(): boolean {
    return this.#missing.size > 0;
  }

  /** True if a batch that is not written yet has changed what is missing, so that the store's answer would be too old. */
  get mustWait(): boolean {
    // The store still has the runs of a forgotten thread, and which they are is not in memory.
    if (this.#forgotten.size > 0) return true;
    return [...this.#missing.values()].some(([name, id]) => {
      const isOfThread = name === 'findActiveRun' || /Queued/.test(name);
      const threadId = isOfThread ? id : this.#recent.run(id)?.threadId;
      return threadId !== undefined && this.#recent.isUnwritten(threadId);
    });
  }

  /** Loads what is missing. @throws what the store throws */
  load(): Answer<void> {
    const reads = [...this.#missing.values()];
    this.#missing.clear();
    return andThen(this.#store.load(reads), (answers) => {
      for (const [at, answer] of answers.entries()) {
        this.#answers.set(keyOf(reads[at] as PlanRead), answer);
        // The first one stays, because the answers that a plan has are not older.
        if ('thread' in answer && answer.thread && !this.#loaded.has(answer.thread.id))
          this.#loaded.set(answer.thread.id, answer.thread);
      }
      for (const read of reads) this.#keep(read);
    });
  }

  /**
   * Takes in the writes of a batch, which are not written yet. Returns the ids of the threads that they change, and these
   * threads as a store that is shared has loaded them.
   */
  apply(writes: readonly Write[]): Applied {
    this.dropAnswers();
    for (const write of writes) this.#applyOne(write);
    const threadIds = new Set(writes.flatMap((write) => threadOf(write) ?? []));
    this.#recent.beginWrite(threadIds);
    const loaded = new Map<string, LoadedThread>();
    for (const id of threadIds) {
      const thread = this.#loaded.get(id);
      if (thread !== undefined) loaded.set(id, thread);
    }
    this.#dropLoaded(this.#loaded.keys());
    return { threadIds, loaded };
  }

  /** Call once the changes of the threads are written. */
  written(threadIds: ReadonlySet<string>): void {
    this.#recent.endWrite(threadIds);
    for (const id of threadIds) if (!this.#recent.isUnwritten(id)) this.#forgotten.delete(id);
    this.#dropLoaded(threadIds);
  }

  #dropLoaded(threadIds: Iterable<string>): void {
    for (const id of threadIds) {
      if (!this.#loaded.has(id) || this.#recent.isUnwritten(id)) continue;
      this.#loaded.delete(id);
      this.#recent.forget(id);
    }
  }

  /** Forgets the answers to the plans of the last batch. */
  dropAnswers(): void {
    this.#answers.clear();
    this.#missing.clear();
  }

  /** Forgets everything, because planned changes are not recorded. */
  clear(): void {
    this.dropAnswers();
    this.#recent.clear();
    this.#attempts.clear();
    this.#forgotten.clear();
    this.#loaded.clear();
  }

  #applyOne(write: Write): void {
    switch (write.type) {
      case 'createRun':
      case 'updateRun':
        this.#recent.change(write);
        break;
      case 'startAttempt':
        this.#attempts.set(write.runId, {
          threadId: this.#recent.run(write.runId)?.threadId,
          fence: write.fence,
          completed: new Set(),
        });
        break;
      case 'endAttempt':
        this.#attempts.delete(write.runId);
        break;
      case 'forgetThread':
        this.#recent.forget(write.threadId);
        for (const [runId, { threadId }] of this.#attempts)
          if (threadId === write.threadId) this.#attempts.delete(runId);
        this.#forgotten.add(write.threadId);
        break;
      case 'putMessage': {
        const { message, attemptFence } = write;
        const attempt = this.#attempts.get(message.runId);
        if (message.status === 'completed' && attempt?.fence === attemptFence)
          attempt.completed.add(message.id);
        break;
      }
    }
  }

  /** Keeps an answer that later batches read too. */
  #keep(read: PlanRead): void {
    const [name, id] = read;
    if (name === 'findRun') this.#recent.addRun(this.#valueOf(read) as RunRecord | undefined);
    if (name !== 'findQueuedRuns') return;
    const queue = this.#valueOf(read) as RunRecord[] | undefined;
    if (queue === undefined) return;
    const hasWholeQueue = queue.length < read[2];
    const [active, , queued] = headOf(id).map((other) => this.#answers.get(keyOf(other)));
    const known = this.#recent.head(id);
    if (known !== undefined) this.#recent.setHead(id, { ...known, queue, hasWholeQueue });
    else if (active !== undefined && 'value' in active && queued !== undefined && 'value' in queued)
      this.#recent.setHead(id, {
        active: active.value as RunRecord | undefined,
        queue,
        hasWholeQueue,
        queued: queued.value as number,
      });
  }

  #valueOf(read: PlanRead): unknown {
    const answer = this.#answers.get(keyOf(read));
    return answer && 'value' in answer ? answer.value : undefined;
  }

  #read<Name extends keyof PlanReads>(
    name: Name,
    ...args: Parameters<PlanReads[Name]>
  ): ReturnType<PlanReads[Name]> {
    const read = [name, ...args] as unknown as PlanRead;
    const answer = this.#answers.get(keyOf(read));
    if (answer === undefined) {
      this.#miss(read);
      throw new NotLoaded();
    }
    if ('error' in answer) throw answer.error;
    return answer.value as ReturnType<PlanReads[Name]>;
  }

  #miss(read: PlanRead): void {
    const key = keyOf(read);
    if (!this.#answers.has(key)) this.#missing.set(key, read);
  }
}
