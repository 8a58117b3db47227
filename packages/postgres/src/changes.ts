/**
 * The rows that a list of writes leads to. What several writes change is one row at the end, because one statement cannot
 * change a row twice. Numbers of events and places of runs are given here, on states of threads that the statement checks.
 */
import type { Failure } from '@perdure/failure';
import { threadOf, type Write } from '@perdure/runtime/store';
import { type Message, type ThreadEvent, titleOf } from '@perdure/thread';
import { toJson } from './rows.ts';
import type { ThreadState } from './thread-state.ts';

type Verb<T extends Write['type']> = Extract<Write, { type: T }>;

export interface ThreadChange extends ThreadState {
  /** The version before. */
  was: number;
  at: number;
  /** Time of its last event; null if it has no new one. */
  eventAt: number | null;
  /** Its new title, null to take it away; undefined to leave it. */
  title?: string | null;
}

export interface RunChange {
  threadId: string;
  run: Verb<'updateRun'>['run'] | undefined;
  /** Undefined for a run that is there already. */
  created: { ordinal: number | null; replaces: string | null } | undefined;
  replacedBy: string | null;
  createdAt: number;
  at: number;
}

export interface AttemptChange {
  threadId: string;
  runId: string;
  fence: number;
  started: Verb<'startAttempt'> | undefined;
  /** What is known of it; undefined to leave that. */
  notes: { usage: string | null; request: string | null } | undefined;
  ended: Verb<'endAttempt'> | undefined;
}

export interface MessageChange {
  threadId: string;
  message: Message;
  attemptFence: number | null;
  createdAt: number;
  at: number;
}

export class Changes {
  readonly threads = new Map<string, ThreadChange>();
  readonly runs = new Map<string, RunChange>();
  readonly attempts = new Map<string, AttemptChange>();
  readonly messages = new Map<string, MessageChange>();
  /** Pieces of messages, by the id of the message. */
  readonly pieces = new Map<string, { threadId: string; json: string[] }>();
  /** Messages whose former pieces go. */
  readonly whole = new Map<string, string>();
  /** Runs whose failed messages are discarded. */
  readonly discards = new Map<string, { threadId: string; at: number }>();
  readonly timers = new Map<string, Verb<'armTimer' | 'clearTimer'>>();
  readonly files = new Map<string, Verb<'putFile'>>();
  readonly events: ThreadEvent[] = [];
  readonly #states: (threadId: string) => ThreadState;
  readonly #keeps: (failure: Failure) => boolean;

  /**
   * @param states of the threads before the writes
   * @param keeps true if the specimen of a failure is kept
   */
  constructor(states: (threadId: string) => ThreadState, keeps: (failure: Failure) => boolean) {
    this.#states = states;
    this.#keeps = keeps;
  }

  /** Takes in the writes of a commit. Returns its events. */
  add(writes: readonly Write[]): ThreadEvent[] {
    const before = this.events.length;
    for (const write of writes) {
      const threadId = threadOf(write);
      // Each thread is in the statement, also one of which no row of its own changes, because that locks it.
      if (threadId !== undefined) this.#thread(threadId, 'at' in write ? write.at : 0);
      this.#apply(write);
    }
    return this.events.slice(before);
  }

  #thread(id: string, at = 0): ThreadChange {
    const known = this.threads.get(id);
    if (known !== undefined) return known;
    const state = this.#states(id);
    const change = { ...state, was: state.version, at, eventAt: null };
    this.threads.set(id, change);
    return change;
  }

  #apply(write: Write): void {
    switch (write.type) {
      case 'createRun':
        this.#create(write);
        break;
      case 'updateRun': {
        const change = this.#run(write.run.id, write.run.threadId, write.at);
        change.run = write.run;
        change.at = write.at;
        break;
      }
      case 'appendEvent': {
        const { threadId, runId, fact, at } = write;
        const thread = this.#thread(threadId);
        thread.seq++;
        thread.eventAt = at;
        this.events.push({ ...fact, seq: thread.seq, threadId, runId, at });
        break;
      }
      case 'putMessage':
        this.#put(write);
        break;
      case 'appendPieces': {
        const { messageId, threadId } = write;
        const known = this.pieces.get(messageId) ?? { threadId, json: [] };
        known.json.push(JSON.stringify(write.pieces));
        this.pieces.set(messageId, known);
        break;
      }
      case 'discardFailedMessages': {
        const { threadId, runId, at } = write;
        this.discards.set(runId, { threadId, at });
        for (const change of this.messages.values())
          if (change.message.runId === runId && change.message.status === 'failed') {
            change.message = { ...change.message, status: 'discarded' };
            change.at = at;
          }
        break;
      }
      case 'startAttempt':
        this.#attempt(write).started = write;
        break;
      case 'updateAttempt':
        this.#attempt(write).notes = {
          usage: toJson(write.usage),
          request: toJson(write.request),
        };
        break;
      case 'endAttempt': {
        const { failure, specimen } = write;
        const isKept = failure !== null && specimen !== null && this.#keeps(failure);
        this.#attempt(write).ended = isKept ? write : { ...write, specimen: null };
        break;
      }
      case 'armTimer':
      case 'clearTimer':
        this.timers.set(write.runId, write);
        break;
      case 'putFile':
        if (!this.files.has(write.hash)) this.files.set(write.hash, write);
        break;
      case 'forgetThread':
        throw new Error('A thread is forgotten by statements of its own.');
    }
  }

  #create({ run, replaces, leaves = [], at }: Verb<'createRun'>): void {
    const thread = this.#thread(run.threadId, at);
    if (this.runs.get(run.id)?.created) throw new Error(`Run '${run.id}' is there already.`);
    const ordinal =
      replaces === undefined
        ? ++thread.lastOrdinal
        : (this.runs.get(replaces)?.created?.ordinal ?? null);
    this.runs.set(run.id, {
      threadId: run.threadId,
      run,
      created: { ordinal, replaces: replaces ?? null },
      replacedBy: null,
      createdAt: at,
      at,
    });
    for (const id of leaves) this.#run(id, run.threadId, at).replacedBy = run.id;
    const isFirst = thread.firstRun === null || leaves.includes(thread.firstRun);
    if (!isFirst) return;
    thread.firstRun = run.id;
    if (thread.hasTitle) thread.title = null;
    thread.hasTitle = false;
  }

  #run(id: string, threadId: string, at: number): RunChange {
    const known = this.runs.get(id);
    if (known !== undefined) return known;
    const change = {
      threadId,
      run: undefined,
      created: undefined,
      replacedBy: null,
      createdAt: at,
      at,
    };
    this.runs.set(id, change);
    return change;
  }

  #attempt({ threadId, runId, fence }: { threadId: string; runId: string; fence: number }) {
    const key = `${runId}/${fence}`;
    const known = this.attempts.get(key);
    if (known !== undefined) return known;
    const change: AttemptChange = {
      threadId,
      runId,
      fence,
      started: undefined,
      notes: undefined,
      ended: undefined,
    };
    this.attempts.set(key, change);
    return change;
  }

  #put({ threadId, message, attemptFence, at }: Verb<'putMessage'>): void {
    const known = this.messages.get(message.id);
    if (known !== undefined && known.message.runId !== message.runId)
      throw new Error(`Message '${message.id}' belongs to another run.`);
    this.messages.set(message.id, {
      threadId,
      message,
      attemptFence: known?.attemptFence ?? attemptFence,
      createdAt: known?.createdAt ?? at,
      at,
    });
    // The row has the whole message again.
    if (message.role === 'assistant') {
      this.pieces.delete(message.id);
      this.whole.set(message.id, threadId);
      return;
    }
    const thread = this.#thread(threadId, at);
    if (thread.hasTitle || thread.firstRun !== message.runId) return;
    // A text of PostgreSQL has no zero character.
    thread.title = titleOf(message).replaceAll('\0', '');
    thread.hasTitle = true;
  }
}
