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
  /** Ids of the threads that this node performs attempts of. */
  ownThreadIds: () => Iterable<string>;
  onError: (error: unknown) => void;
}

/** Most events of one read. */
const pageSize = 500;

/** A read of a thread's events that is under way. */
interface Pull {
  /** What follows the events: pieces of messages, and readers that wait. */
  readonly next: (() => void)[];
  /** True if there may be more events than the read has found. */
  again: boolean;
}

/** What is known of a thread that is read, watched or written here. */
interface Known {
  /** Number of the last event that this node has recorded or seen. */
  seq: number;
  /** The runs by id, the one with the latest event last. */
  runs: Map<string, KnownRun>;
}

interface KnownRun {
  /** Number of the last event of an attempt of this node. What the attempt says comes after that. */
  own: number;
  /** Number of its last event that has ended an answer or an attempt. What was said before it is of no more use. */
  end: number;
}

/** Most runs of a thread that are known: pieces of a run do not come later than after events of so many others. */
const mostRuns = 32;

export class Follower {
  readonly #options: FollowerOptions;
  readonly #pulls = new FreshMap<string, Pull>();
  /** The messages of threads that are read here and written elsewhere. */
  readonly #messages = new FreshMap<string, RemoteMessage>();
  readonly #known = new FreshMap<string, Known>();

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  /** Publishes what this node has recorded, or is writing. */
  publish(threadId: string, item: ThreadEvent | Delta): void {
    const { subscribers, sharing } = this.#options;
    if (isDelta(item)) {
      const after = this.#known.get(threadId)?.runs.get(item.runId)?.own ?? 0;
      sharing.tell({ type: 'delta', threadId, after, delta: item });
      this.#afterPull(threadId, () => this.#publishPieces(threadId, after, [item]));
      return;
    }
    const { seq } = item;
    sharing.tell({ type: 'changed', threadId, seq });
    const read = subscribers.seqOf(threadId);
    const isNext = read === undefined || seq <= read + 1;
    const run = this.note(item);
    // After the end of a run, an attempt of it that goes on here was replaced before.
    if (goesOn.has(item.type) || 'message' in item) run.own = seq;
    if (isNext && !this.#pulls.has(threadId)) subscribers.publish(threadId, item);
    else this.#pull(threadId);
  }

  /** The message that is being written in a thread, by this node or another one. */
  messageIn(threadId: string): Message | undefined {
    return this.#options.ownMessageIn(threadId) ?? this.#messages.get(threadId)?.message;
  }

  /** Resolves once `messageIn` has what readers of the thread have. Call it once the thread has a reader. */
  ready(threadId: string): Answer<void> {
    // A reader that went live now would have pieces that are held back, and be told them again.
    const pull = this.#pulls.get(threadId);
    if (pull !== undefined)
      return new Promise<void>((resolve) => pull.next.push(resolve)).then(() =>
        this.ready(threadId),
      );
    if (this.#options.ownMessageIn(threadId) !== undefined || this.#messages.has(threadId)) return;
    return this.#look([threadId]).then(() => this.ready(threadId));
  }

  /** Takes in what another node tells. */
  told(told: Told): void {
    if (told.type === 'missed') {
      for (const [threadId, message] of this.#messages)
        if (threadId === (told.threadId ?? threadId)) message.miss();
      return;
    }
    const { threadId } = told;
    const { subscribers, cells } = this.#options;
    const read = subscribers.seqOf(threadId);
    if (told.type === 'changed') {
      if (read === undefined ? cells.threadIds().has(threadId) : told.seq > read)
        this.#pull(threadId);
      return;
    }
    // The events before the piece come first.
    if (read !== undefined && told.after > read) this.#pull(threadId);
    const { after, delta } = told;
    this.#afterPull(threadId, () => {
      if (this.#isOld(threadId, delta.runId, after)) return;
      const pieces = this.#messages.get(threadId)?.add(delta) ?? [];
      this.#publishPieces(threadId, after, pieces);
    });
  }

  /** Looks at all threads that are read or watched here, because what other nodes tell may be lost. */
  poll(): Promise<void> {
    const { subscribers, cells, ownThreadIds } = this.#options;
    const read = new Set(subscribers.threadIds());
    for (const threadId of this.#messages.keys())
      if (!read.has(threadId)) this.#messages.delete(threadId);
    const followed = new Set([...read, ...cells.threadIds()]);
    const own = new Set(ownThreadIds());
    for (const threadId of this.#known.keys())
      if (!followed.has(threadId) && !own.has(threadId)) this.#known.delete(threadId);
    return this.#look([...followed]);
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
      this.#known.delete(threadId);
      subscribers.forget(threadId, cells.forget(threadId));
    }
    for (const threadId of threadIds) this.#take(threadId, seen.get(threadId));
  }

  #take(threadId: string, seen: Seen | undefined): void {
    if (!this.#messages.has(threadId)) this.#messages.set(threadId, new RemoteMessage());
    if (seen === undefined) return;
    const { seq, message } = seen;
    if (seq > this.#lastOf(threadId)) this.#pull(threadId);
    if (message === undefined) return;
    this.#afterPull(threadId, () => {
      const isOwn = this.#options.ownMessageIn(threadId) !== undefined;
      if (isOwn || this.#isOld(threadId, message.runId, seq)) return;
      const pieces = this.#messages.get(threadId)?.record(message) ?? [];
      this.#publishPieces(threadId, seq, pieces);
    });
  }

  /** Number of the last event that is known here; 0 if none is. */
  #lastOf(threadId: string): number {
    return this.#options.subscribers.seqOf(threadId) ?? this.#known.get(threadId)?.seq ?? 0;
  }

  /** True for what was said before an event that has ended it. @param after the last event then */
  #isOld(threadId: string, runId: string, after: number): boolean {
    return after < (this.#known.get(threadId)?.runs.get(runId)?.end ?? 0);
  }

  #publishPieces(threadId: string, after: number, deltas: readonly Delta[]): void {
    for (const delta of deltas)
      if (!this.#isOld(threadId, delta.runId, after))
        this.#options.subscribers.publish(threadId, delta);
  }

  /** Takes in what an event ends. Call it with each event that a reader gets. */
  note(event: ThreadEvent): KnownRun {
    const { threadId, runId, seq } = event;
    const known = this.#known.get(threadId) ?? { seq: 0, runs: new Map() };
    this.#known.set(threadId, known);
    known.seq = Math.max(known.seq, seq);
    const run = known.runs.get(runId) ?? { own: 0, end: 0 };
    if (endsAnswer(event)) run.end = Math.max(run.end, seq);
    known.runs.delete(runId);
    known.runs.set(runId, run);
    const [oldest] = known.runs.keys();
    if (known.runs.size > mostRuns && oldest !== undefined) known.runs.delete(oldest);
    return run;
  }

  /** Does something once the events that are being read are published. */
  #afterPull(threadId: string, work: () => void): void {
    const pull = this.#pulls.get(threadId);
    if (pull === undefined) work();
    else pull.next.push(work);
  }

  /** Reads the events that the thread's readers do not have, and the runs that are watched. */
  #pull(threadId: string): void {
    const pull = this.#pulls.get(threadId);
    if (pull !== undefined) {
      pull.again = true;
      return;
    }
    const begun: Pull = { next: [], again: false };
    this.#pulls.set(threadId, begun);
    this.#read(threadId, begun)
      .catch(this.#options.onError)
      .finally(() => {
        this.#pulls.delete(threadId);
        for (const work of begun.next) work();
      });
  }

  async #read(threadId: string, pull: Pull): Promise<void> {
    const { store, subscribers } = this.#options;
    do {
      pull.again = false;
      for (let from = subscribers.seqOf(threadId); from !== undefined; ) {
        const events = await store.events(threadId, from, pageSize);
        for (const event of events) {
          this.note(event);
          subscribers.publish(threadId, deepFreeze(event));
        }
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

/** Events after which an attempt goes on with its message. */
const goesOn: ReadonlySet<string> = new Set<ThreadEvent['type']>([
  'run.queued',
  'run.started',
  'run.answered',
  'attempt.started',
  'request.changed',
]);

/** True for an event after which its run says nothing more of what it was saying. */
const endsAnswer = (event: ThreadEvent): boolean =>
  'message' in event ? event.message.role === 'assistant' : !goesOn.has(event.type);
