/** The tables of the store in memory, and what each write does to them. */
import { isActiveState } from '@perdure/run';
import {
  isOfPage,
  type Message,
  type StoredFile,
  type ThreadEvent,
  titleOf,
} from '@perdure/thread';
import { UndoMap } from '../batch/undo-map.ts';
import type { Piece } from '../ports/pieces.ts';
import { keepsSpecimen } from '../ports/specimens.ts';
import type { AttemptNotes, KeptSpecimen, RunRecord, Write } from '../ports/store.ts';
import { Deadlines } from './deadlines.ts';
import { firstAt } from './first-at.ts';
import { forgetThread } from './forget.ts';
import { Lists } from './lists.ts';
import { Queues } from './queues.ts';

type Verb<T extends Write['type']> = Extract<Write, { type: T }>;

export class Tables {
  readonly runs = new UndoMap<RunRecord>();
  /** The place of each run in its conversation, ascending. It never changes. */
  readonly places = new UndoMap<number>();
  /** Times of the first and the last write of each run, epoch milliseconds. */
  readonly runTimes = new UndoMap<{ createdAt: number; updatedAt: number }>();
  /** Ids of the runs that have left their conversation. */
  readonly left = new UndoMap<true>();
  /** Ids of the runs of each conversation by thread, by place. */
  readonly conversations = new Lists<string>();
  readonly queues = new Queues((runId) => this.#placeOf(runId));
  /** How many runs are queued in each thread. */
  readonly queueLengths = new UndoMap<number>();
  /** The active run of each thread. */
  readonly active = new UndoMap<string>();
  readonly messages = new UndoMap<Message>();
  /** Ids of the messages of each run, in the order of their creation. */
  readonly messagesByRun = new Lists<string>();
  /** What a message that is being written has more. */
  readonly drafts = new Lists<Piece>();
  /** Fence of the attempt that wrote a message, by message id; null for one that no attempt wrote. */
  readonly writers = new UndoMap<number | null>();
  /** Time of the last change of each message, epoch milliseconds. */
  readonly messageTimes = new UndoMap<number>();
  readonly titles = new UndoMap<string>();
  /** Events by thread id. */
  readonly events = new Lists<ThreadEvent>();
  /** The events of each run that belong to a page. */
  readonly eventsByRun = new Lists<ThreadEvent>();
  /** Under '': the number after which new threads begin, because those up to it are of threads that were forgotten. */
  readonly firstAfter = new UndoMap<number>();
  readonly timers = new UndoMap<{ fence: number; dueAt: number }>();
  readonly deadlines = new Deadlines(({ runId, fence, dueAt }) => {
    const armed = this.timers.entries.get(runId);
    return armed?.fence === fence && armed.dueAt === dueAt;
  });
  /** The notes of each run's last attempt that has any. */
  readonly notes = new UndoMap<AttemptNotes & { fence: number }>();
  /** Time of the end of each run's last attempt, epoch milliseconds. None while an attempt is under way. */
  readonly endedAt = new UndoMap<number>();
  /** Files by hash. */
  readonly files = new UndoMap<StoredFile>();
  /** Specimens by attempt, `runId/fence`. */
  readonly specimens = new UndoMap<KeptSpecimen>();
  #lastPlace = 0;

  /** Does all of the writes, or none of them if one throws. Returns the appended events. */
  transaction(writes: readonly Write[]): ThreadEvent[] {
    const appended: ThreadEvent[] = [];
    this.change(() => {
      for (const write of structuredClone(writes)) {
        if (write.type === 'appendEvent') appended.push(this.#append(write));
        else this.#apply(write);
      }
    });
    return appended;
  }

  /** Makes a change, or none of it if it throws. */
  change<T>(action: () => T): T {
    const undoable = Object.values(this).filter(
      (table) => table instanceof UndoMap || table instanceof Lists || table instanceof Queues,
    );
    for (const table of undoable) table.mark();
    try {
      return action();
    } catch (error) {
      for (const table of undoable) table.undo();
      throw error;
    }
  }

  /** The index of the run in its conversation; -1 if it is in none. */
  indexOf(runId: string): number {
    if (this.findPlace(runId) === undefined) return -1;
    const ids = this.conversations.get(this.runs.entries.get(runId)?.threadId);
    return firstAt(ids, this.#placeOf(runId), (id) => this.#placeOf(id));
  }

  /** The index of the last run of the conversation at a place or before it; -1 for none. */
  indexUpTo(threadId: string, place: number): number {
    const ids = this.conversations.get(threadId);
    return firstAt(ids, place + 1, (id) => this.#placeOf(id)) - 1;
  }

  findPlace(runId: string): number | undefined {
    return this.left.entries.has(runId) ? undefined : this.places.entries.get(runId);
  }

  #placeOf(runId: string): number {
    return this.places.entries.get(runId) ?? 0;
  }

  /** The first queued runs of a thread, in order. @param limit how many at most */
  queued(threadId: string, limit: number): RunRecord[] {
    const isQueued = (id: string) => this.runs.entries.get(id)?.stored.state === 'queued';
    return this.runsOf(this.queues.first(threadId, limit, isQueued));
  }

  runsOf(ids: readonly string[]): RunRecord[] {
    return ids.flatMap((id) => this.runs.entries.get(id) ?? []);
  }

  messagesOf(runId: string): Message[] {
    return this.messagesByRun.get(runId).flatMap((id) => this.messages.entries.get(id) ?? []);
  }

  #append({ threadId, runId, fact, at }: Verb<'appendEvent'>): ThreadEvent {
    const last = this.events.get(threadId).at(-1)?.seq ?? this.firstAfter.entries.get('') ?? 0;
    const seq = last + 1;
    const event: ThreadEvent = { ...fact, seq, threadId, runId, at };
    this.events.push(threadId, event);
    if (isOfPage(event)) this.eventsByRun.push(runId, event);
    return event;
  }

  #apply(write: Exclude<Write, { type: 'appendEvent' }>): void {
    switch (write.type) {
      case 'createRun':
        this.#createRun(write);
        break;
      case 'updateRun':
        this.#setRun(write.run, write.at);
        break;
      case 'putMessage':
        this.#putMessage(write);
        break;
      case 'appendPieces':
        for (const piece of write.pieces) this.drafts.push(write.messageId, piece);
        break;
      case 'discardFailedMessages':
        for (const message of this.messagesOf(write.runId))
          if (message.status === 'failed') {
            this.messages.set(message.id, { ...message, status: 'discarded' });
            this.messageTimes.set(message.id, write.at);
          }
        break;
      case 'armTimer': {
        const { runId, fence, dueAt } = write;
        this.timers.set(runId, { fence, dueAt });
        this.deadlines.add({ runId, fence, dueAt });
        break;
      }
      case 'clearTimer':
        this.timers.delete(write.runId);
        break;
      case 'updateAttempt': {
        const { runId, fence, usage, request } = write;
        this.notes.set(runId, { fence, usage, request });
        break;
      }
      case 'putFile':
        if (!this.files.entries.has(write.hash)) this.files.set(write.hash, write.file);
        break;
      case 'endAttempt': {
        const { runId, fence, usage, at } = write;
        this.endedAt.set(runId, at);
        this.#keepSpecimen(write);
        const known = this.notes.entries.get(runId);
        const request = known?.fence === fence ? known.request : null;
        if (usage !== null) this.notes.set(runId, { fence, usage, request });
        break;
      }
      case 'startAttempt':
        // The row of an attempt is for people who read a database. The runtime reads its notes alone.
        this.endedAt.delete(write.runId);
        break;
      case 'forgetThread':
        forgetThread(this, write.threadId);
        break;
    }
  }

  #createRun({ run, replaces, leaves = [], at }: Verb<'createRun'>): void {
    const { id, threadId } = run;
    if (this.runs.entries.has(id)) throw new Error(`Run '${id}' is there already.`);
    const place = replaces === undefined ? ++this.#lastPlace : this.places.entries.get(replaces);
    const index =
      replaces === undefined ? this.conversations.get(threadId).length : this.indexOf(replaces);
    if (place === undefined || index < 0) throw new Error(`Run '${replaces}' has no place.`);
    for (const leaving of leaves) this.left.set(leaving, true);
    this.places.set(id, place);
    const later = this.conversations.get(threadId).slice(index);
    const stay = later.filter((other) => !this.left.entries.has(other));
    this.conversations.replaceFrom(threadId, index, [id, ...stay]);
    if (run.stored.state === 'queued') this.queues.add(threadId, id);
    this.#setRun(run, at);
    if (index === 0) this.titles.delete(threadId);
  }

  #setRun(run: RunRecord, at: number): void {
    const { id, threadId } = run;
    const { createdAt } = this.runTimes.entries.get(id) ?? { createdAt: at };
    this.runTimes.set(id, { createdAt, updatedAt: at });
    const active = this.active.entries.get(threadId);
    if (isActiveState(run.stored.state)) {
      if (active !== undefined && active !== id)
        throw new Error(`Thread '${threadId}' is busy with run '${active}'.`);
      this.active.set(threadId, id);
    } else if (active === id) this.active.delete(threadId);
    const wasQueued = this.runs.entries.get(id)?.stored.state === 'queued';
    const change = Number(run.stored.state === 'queued') - Number(wasQueued);
    if (change !== 0)
      this.queueLengths.set(threadId, (this.queueLengths.entries.get(threadId) ?? 0) + change);
    this.runs.set(id, run);
  }

  #putMessage({ threadId, message, attemptFence, at }: Verb<'putMessage'>): void {
    const { id, runId } = message;
    if ((this.messages.entries.get(id)?.runId ?? runId) !== runId)
      throw new Error(`Message '${id}' belongs to another run.`);
    if (!this.writers.entries.has(id)) {
      this.writers.set(id, attemptFence);
      this.messagesByRun.push(runId, id);
    }
    this.messages.set(id, message);
    this.messageTimes.set(id, at);
    // The message has all of its pieces again.
    this.drafts.delete(id);
    const isFirst = () => this.conversations.get(threadId)[0] === runId;
    if (message.role === 'user' && !this.titles.entries.has(threadId) && isFirst())
      this.titles.set(threadId, titleOf(message));
  }

  #keepSpecimen({ runId, fence, failure, specimen }: Verb<'endAttempt'>): void {
    if (failure === null || specimen === null) return;
    const kept = [...this.specimens.entries.values()].map((other) => other.failure);
    if (keepsSpecimen(kept, failure))
      this.specimens.set(`${runId}/${fence}`, { runId, fence, failure, specimen });
  }
}
