/**
 * Messages of threads in memory, so that an attempt reads what is new since the thread's last one. The runs before the
 * last one are kept, because that one may still say more.
 */
import { deepFreeze, type Message } from '@perdure/thread';
import { FreshMap } from '../fresh-map.ts';
import { type Answer, andThen } from '../ports/answer.ts';
import type { RunRecord, Store, Write } from '../ports/store.ts';

/** The messages of the runs before one run of a thread. */
interface Kept {
  /** The run whose messages, and those after it, are read anew. */
  from: string;
  readonly messages: Message[];
  /** The runs that the messages are of. */
  readonly runIds: Set<string>;
  bytes: number;
}

/** Most bytes of the messages in memory, as JSON. Threads are dropped least recently used first. */
const mostBytes = 32 * 2 ** 20;

export class Histories {
  readonly #store: Pick<Store, 'history'>;
  readonly #mostBytes: number;
  /** By the id of the thread, the least recently used first. */
  readonly #threads = new FreshMap<string, Kept>();
  #bytes = 0;
  /** Raised when a thread is forgotten, because what is being read then may be older. */
  #changes = 0;

  constructor(store: Pick<Store, 'history'>, bytes = mostBytes) {
    this.#store = store;
    this.#mostBytes = bytes;
  }

  /** The messages that the provider is given for a run. They are frozen. */
  of({ id, threadId }: Pick<RunRecord, 'id' | 'threadId'>): Answer<Message[]> {
    const found = this.#threads.get(threadId);
    const kept = found?.runIds.has(id) ? undefined : found;
    const from = kept?.from;
    const changes = this.#changes;
    return andThen(this.#store.history(id, from), (read) => {
      const later = deepFreeze(read);
      const messages = [...(kept?.messages ?? []), ...later];
      if (changes === this.#changes && kept?.from === from) {
        const next = kept ?? { from: id, messages: [], runIds: new Set(), bytes: 0 };
        this.#keep(threadId, next, { id, messages: later });
      }
      return messages;
    });
  }

  /** Forgets the threads in which the writes change what is kept. Call it once they are recorded. */
  note(writes: readonly Write[]): void {
    for (const write of writes) {
      if (write.type === 'forgetThread') this.forget(write.threadId);
      if (write.type === 'createRun' && write.replaces !== undefined)
        this.forget(write.run.threadId);
      if (write.type !== 'putMessage') continue;
      const { threadId, message } = write;
      if (this.#threads.get(threadId)?.runIds.has(message.runId)) this.forget(threadId);
    }
  }

  forget(threadId: string): void {
    this.#changes++;
    this.#drop(threadId);
  }

  /** Keeps what is read anew of the runs before the one that begins. */
  #keep(threadId: string, kept: Kept, run: { id: string; messages: readonly Message[] }): void {
    this.#drop(threadId);
    kept.from = run.id;
    for (const message of run.messages) {
      if (message.runId === run.id) continue;
      kept.messages.push(message);
      kept.runIds.add(message.runId);
      kept.bytes += JSON.stringify(message).length;
    }
    // A thread with nothing to keep would stay for ever, because it has no bytes.
    if (kept.bytes === 0) return;
    this.#threads.set(threadId, kept);
    this.#bytes += kept.bytes;
    for (const oldest of this.#threads.keys()) {
      if (this.#bytes <= this.#mostBytes) return;
      this.#drop(oldest);
    }
  }

  #drop(threadId: string): void {
    this.#bytes -= this.#threads.get(threadId)?.bytes ?? 0;
    this.#threads.delete(threadId);
  }
}
