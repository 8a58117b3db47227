/**
 * Keeps the readers in this node at what all nodes write into a store that is shared. What this node writes reaches them at
 * once, unless they lack an event of another node before it.
 */
import { type Delta, deepFreeze, isDelta, type Message, type ThreadEvent } from '@perdure/thread';
import { FreshMap } from '../fresh-map.ts';
import { type Answer, isPromise } from '../ports/answer.ts';
import type { RunRecord, Seen, Sharing, Store, Told } from '../ports/store.ts';
import { RemoteMessage } from './remote-message.ts';
import type { RunCells } from './run-cells.ts';
import type { Subscribers } from './subscribers.ts';

export interface FollowerOptions {
  store: Pick<Store, 'events' | 'load'>;
  sharing: Sharing;
  subscribers: Subscribers;
  cells: RunCells;
  /** The message that this node is writing in the thread. */
  ownMessageIn: (threadId: string) => Message | undefined;
  onError: (error: unknown) => void;
}

/** Most events of one read. */
const pageSize = 500;

/** A read of a thread's events that is under way. */
interface Pull {
  /** Pieces of messages, which follow the events that are being read. */
  deltas: Delta[];
  /** True if there may be more events than the read has found. */
  again: boolean;
}

export class Follower {
  readonly #options: FollowerOptions;
  readonly #pulls = new FreshMap<string, Pull>();
  /** The messages of threads that are read here and written elsewhere. */
  readonly #messages = new FreshMap<string, RemoteMessage>();
  /** Number of the last event of a thread whose runs are watched here. */
  readonly #seen = new FreshMap<string, number>();

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  /** Publishes what this node has recorded, or is writing. */
  publish(threadId: string, item: ThreadEvent | Delta): void {
    const { subscribers, sharing } = this.#options;
    const pull = this.#pulls.get(threadId);
    if (isDelta(item)) {
      sharing.tell({ type: 'delta', threadId, delta: item });
      this.#publish(threadId, [item]);
      return;
    }
    const { seq } = item;
    sharing.tell({ type: 'changed', threadId, seq });
    this.#seen.set(threadId, seq);
    const known = subscribers.seqOf(threadId);
    if (pull === undefined && (known === undefined || seq <= known + 1))
      subscribers.publish(threadId, item);
    else this.#pull(threadId);
  }

  /** The message that is being written in a thread, by this node or another one. */
  messageIn(threadId: string): Message | undefined {
    return this.#options.ownMessageIn(threadId) ?? this.#messages.get(threadId)?.message;
  }

  /** Resolves once `messageIn` knows the thread. Call it once the thread has a reader. */
  ready(threadId: string): Answer<void> {
    if (this.#options.ownMessageIn(threadId) !== undefined || this.#messages.has(threadId)) return;
    return this.#look([threadId]);
  }

  /** Takes in what another node tells. */
  told(told: Told): void {
    const { subscribers } = this.#options;
    if (told.type === 'missed') {
      for (const [threadId, message] of this.#messages)
        if (threadId === (told.threadId ?? threadId)) message.miss();
      return;
    }
    const { threadId } = told;
    if (told.type === 'changed') {
      const known = subscribers.seqOf(threadId);
      if (known === undefined ? this.#watches(threadId) : told.seq > known) this.#pull(threadId);
      return;
    }
    const message = this.#messages.get(threadId);
    if (message === undefined) return;
    this.#publish(threadId, message.add(told.delta));
  }

  /** Looks at all threads that are read or watched here, because what other nodes tell may be lost. */
  poll(): Promise<void> {
    const { subscribers, cells } = this.#options;
    const read = new Set(subscribers.threadIds());
    for (const threadId of this.#messages.keys())
      if (!read.has(threadId)) this.#messages.delete(threadId);
    const watched = cells.threadIds();
    for (const threadId of this.#seen.keys())
      if (!watched.has(threadId)) this.#seen.delete(threadId);
    return this.#look([...new Set([...read, ...watched])]);
  }

  /** Publishes pieces of a message, after the events that are being read. */
  #publish(threadId: string, deltas: readonly Delta[]): void {
    const pull = this.#pulls.get(threadId);
    if (pull !== undefined) pull.deltas.push(...deltas);
    else for (const delta of deltas) this.#options.subscribers.publish(threadId, delta);
  }

  #watches(threadId: string): boolean {
    return this.#options.cells.threadIds().has(threadId);
  }

  async #look(threadIds: readonly string[]): Promise<void> {
    if (threadIds.length === 0) return;
    // A thread may begin while the question is on its way.
    const known = threadIds.filter((threadId) => this.#lastOf(threadId) > 0);
    const seen = await this.#options.sharing.look(threadIds);
    const { subscribers, cells } = this.#options;
    for (const threadId of known) {
      if (seen.has(threadId)) continue;
      // Another node has forgotten the thread.
      this.#seen.delete(threadId);
      subscribers.forget(threadId, cells.forget(threadId));
    }
    for (const threadId of threadIds) this.#take(threadId, seen.get(threadId));
  }

  /** Number of the last event that is known here; 0 if none is. */
  #lastOf(threadId: string): number {
    return this.#options.subscribers.seqOf(threadId) ?? this.#seen.get(threadId) ?? 0;
  }

  #take(threadId: string, seen: Seen | undefined): void {
    const { ownMessageIn } = this.#options;
    if (seen !== undefined && seen.seq > this.#lastOf(threadId)) {
      this.#seen.set(threadId, seen.seq);
      this.#pull(threadId);
    }
    const message = this.#messages.get(threadId) ?? new RemoteMessage();
    this.#messages.set(threadId, message);
    if (seen?.message === undefined || ownMessageIn(threadId) !== undefined) return;
    this.#publish(threadId, message.record(seen.message));
  }

  /** Reads the events that the thread's readers do not have, and the runs that are watched. */
  #pull(threadId: string): void {
    const pull = this.#pulls.get(threadId);
    if (pull !== undefined) {
      pull.again = true;
      return;
    }
    const begun: Pull = { deltas: [], again: false };
    this.#pulls.set(threadId, begun);
    this.#read(threadId, begun)
      .catch(this.#options.onError)
      .finally(() => {
        this.#pulls.delete(threadId);
        for (const delta of begun.deltas) this.#options.subscribers.publish(threadId, delta);
      });
  }

  async #read(threadId: string, pull: Pull): Promise<void> {
    const { store, subscribers } = this.#options;
    do {
      pull.again = false;
      for (let from = subscribers.seqOf(threadId); from !== undefined; ) {
        const events = await store.events(threadId, from, pageSize);
        for (const event of events) subscribers.publish(threadId, deepFreeze(event));
        // None is left, or nobody reads any more.
        if (events.length === 0) break;
        from = subscribers.seqOf(threadId);
      }
      await this.#refresh(threadId);
    } while (pull.again);
  }

  /** Tells those who watch runs of the thread how these are now. */
  async #refresh(threadId: string): Promise<void> {
    const { store, cells, subscribers } = this.#options;
    const before = cells.of(threadId);
    if (before.length === 0) return;
    const found = store.load(before.map(({ id }) => ['findRun', id]));
    const answers = isPromise(found) ? await found : found;
    for (const [at, answer] of answers.entries()) {
      const run = 'value' in answer ? (answer.value as RunRecord | undefined) : undefined;
      const known = before[at] as RunRecord;
      // A record that has changed in the meantime is this node's own, and newer.
      if (run === undefined || cells.recordOf(run.id) !== known) continue;
      if (JSON.stringify(run.stored) === JSON.stringify(known.stored)) continue;
      cells.update(run);
      subscribers.publishRun(run);
    }
  }
}
