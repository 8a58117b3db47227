/** A store as a class with a private field. A method that is called without its `this` throws. */
import { memoryStore } from '@perdure/runtime/memory';
import type {
  AtOnceStore,
  AttemptNotes,
  Committed,
  Conversation,
  DueTimer,
  KeptSpecimen,
  Loaded,
  PlanRead,
  PruneOptions,
  RunningRun,
  RunRecord,
  Write,
} from '@perdure/runtime/store';
import type { Message, StoredFile, ThreadEvent, ThreadPage, ThreadSummary } from '@perdure/thread';

export class ClassStore implements AtOnceStore {
  readonly #inner = memoryStore();

  load(reads: readonly PlanRead[]): Loaded[] {
    return this.#inner.load(reads);
  }

  commit(writes: readonly Write[]): Committed {
    return this.#inner.commit(writes);
  }

  findRun(runId: string): RunRecord | undefined {
    return this.#inner.findRun(runId);
  }

  findActiveRun(threadId: string): RunRecord | undefined {
    return this.#inner.findActiveRun(threadId);
  }

  hasCompletedMessage(runId: string, fence: number): boolean {
    return this.#inner.hasCompletedMessage(runId, fence);
  }

  findQueuedRuns(threadId: string, limit: number): RunRecord[] {
    return this.#inner.findQueuedRuns(threadId, limit);
  }

  countQueuedRuns(threadId: string): number {
    return this.#inner.countQueuedRuns(threadId);
  }

  findPlace(runId: string): number | undefined {
    return this.#inner.findPlace(runId);
  }

  findLeaving(runId: string): string[] {
    return this.#inner.findLeaving(runId);
  }

  hasBegunAfter(runId: string): boolean {
    return this.#inner.hasBegunAfter(runId);
  }

  findRunningRuns(): RunningRun[] {
    return this.#inner.findRunningRuns();
  }

  findStreamingMessage(runId: string): Message | undefined {
    return this.#inner.findStreamingMessage(runId);
  }

  findAttemptNotes(runId: string): (AttemptNotes & { fence: number }) | undefined {
    return this.#inner.findAttemptNotes(runId);
  }

  dueTimers(now: number, limit: number): DueTimer[] {
    return this.#inner.dueTimers(now, limit);
  }

  nextDeadline(): number | undefined {
    return this.#inner.nextDeadline();
  }

  events(threadId: string, after: number, limit: number): ThreadEvent[] {
    return this.#inner.events(threadId, after, limit);
  }

  page(threadId: string, limit: number, before?: string): ThreadPage | undefined {
    return this.#inner.page(threadId, limit, before);
  }

  conversation(threadId: string): Conversation {
    return this.#inner.conversation(threadId);
  }

  findMessage(messageId: string): Message | undefined {
    return this.#inner.findMessage(messageId);
  }

  findFile(hash: string): StoredFile | undefined {
    return this.#inner.findFile(hash);
  }

  threads(limit: number): ThreadSummary[] {
    return this.#inner.threads(limit);
  }

  specimens(): KeptSpecimen[] {
    return this.#inner.specimens();
  }

  prune(options: PruneOptions): string | undefined {
    return this.#inner.prune(options);
  }

  history(runId: string, from?: string): Message[] {
    return this.#inner.history(runId, from);
  }

  close(): void {
    this.#inner.close();
  }
}
