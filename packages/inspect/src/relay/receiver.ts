/**
 * One receiver on its socket. The next messages are made only after the previous ones have left the process. Therefore a
 * receiver that is slow, or has stopped reading, needs one position in the log and no queue.
 */
import type { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { ThreadEvent } from '@perdure/thread';
import type { WebSocket } from 'ws';
import { Feed } from '../feed/feed.ts';
import { covers, type Log, type Selection, threadsOf } from '../feed/selection.ts';
import type { WireMessage } from '../wire/messages.ts';
import type { Shown } from '../wire/shown.ts';

export interface ReceiverOptions {
  socket: WebSocket;
  /** The connection under the socket. */
  connection: Duplex;
  log: Log;
  selection: Selection;
  shown: Shown;
  /** Number of threads that are sent when a receiver connects without a selection: the most recently changed ones. */
  threads: number;
}

/**
 * Number of threads whose position in the log is kept. A thread beyond that number is sent again from its start when it
 * changes.
 */
const mostFeeds = 1_000;

/**
 * Number of threads with unread events. A receiver with more threads is disconnected; when it reconnects, it gets the
 * most recently changed threads.
 */
const mostBehind = 1_000;

/** Least time between two reads, milliseconds, so that what happens within it is read and sent together. */
const restMs = 250;

/** Number of threads with unread events for which a read does not wait. */
const mostResting = 500;

/** Length after which messages are sent before the next one is made, characters. */
const batchLength = 262_144;

export class Receiver {
  readonly #options: ReceiverOptions;
  /** The feed of each thread, by thread id, with the least recently read feed first. */
  readonly #feeds = new Map<string, Feed>();
  /** The newest event of each thread with events that were not sent yet; Infinity for a thread that was never read. */
  readonly #behind = new Map<string, number>();
  #isResting = false;
  #wake = () => {};

  constructor(options: ReceiverOptions) {
    this.#options = options;
    options.socket.once('close', () => this.#wake());
  }

  /** Call after each commit, with each of its events. */
  notice(event: ThreadEvent): void {
    if (!covers(this.#options.selection, event)) return;
    this.#behind.set(event.threadId, event.seq);
    if (this.#behind.size > mostBehind) this.#options.socket.terminate();
    if (!this.#isResting || this.#behind.size >= mostResting) this.#wake();
  }

  /** Sends the recorded events, and then each new event, until the socket closes. Throws the errors of the log. */
  async serve(): Promise<void> {
    const { log, selection, threads } = this.#options;
    for (const id of threadsOf(log, selection, threads)) this.#behind.set(id, Infinity);
    while (this.#isOpen) {
      for (const batch of this.#batches()) if (!(await this.#send(batch))) return;
      await this.#rest();
    }
  }

  /** The messages of all threads with unread events, as JSON. A batch is made only when the consumer asks for it. */
  *#batches(): Generator<string[]> {
    let batch: string[] = [];
    let length = 0;
    for (const message of this.#unread()) {
      const text = JSON.stringify(message);
      batch.push(text);
      length += text.length;
      if (length < batchLength) continue;
      yield batch;
      [batch, length] = [[], 0];
    }
    if (batch.length > 0) yield batch;
  }

  get #isOpen(): boolean {
    const { socket } = this.#options;
    return socket.readyState === socket.OPEN;
  }

  *#unread(): Generator<WireMessage> {
    // A copy, because a thread that goes on meanwhile waits for the next read.
    for (const threadId of [...this.#behind.keys()]) {
      const newest = this.#behind.get(threadId) ?? 0;
      this.#behind.delete(threadId);
      yield* this.#feed(threadId).messages(() => this.#behind.get(threadId) ?? newest);
    }
  }

  /** Waits for an event that was not sent. */
  async #rest(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    this.#isResting = true;
    const timer = setTimeout(() => {
      this.#isResting = false;
      if (this.#behind.size > 0) resolve();
    }, restMs);
    if (!this.#isOpen || this.#behind.size >= mostResting) resolve();
    await promise;
    clearTimeout(timer);
    this.#isResting = false;
  }

  #feed(threadId: string): Feed {
    const { log, selection, shown } = this.#options;
    const feed = this.#feeds.get(threadId) ?? new Feed(log, threadId, selection, shown);
    this.#feeds.delete(threadId);
    this.#feeds.set(threadId, feed);
    const [oldest] = this.#feeds.keys();
    if (this.#feeds.size > mostFeeds && oldest !== undefined) this.#feeds.delete(oldest);
    return feed;
  }

  /** Sends messages with one write. Resolves with true once the operating system has them, with false after the end. */
  async #send(messages: readonly string[]): Promise<boolean> {
    const { socket, connection } = this.#options;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    connection.cork();
    for (const message of messages.slice(0, -1)) socket.send(message);
    socket.send(messages.at(-1) ?? '', (error) => resolve(!error));
    connection.uncork();
    const isSent = await promise;
    // The event loop has a turn between two writes, because the operating system may take each of them at once.
    await setImmediate();
    return isSent;
  }
}
