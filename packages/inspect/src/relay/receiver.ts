/**
 * One receiver on its socket. The next message is made only after the previous one has left the process. Therefore a
 * receiver that is slow, or has stopped reading, needs one position in the log and no queue.
 */
import type { ThreadEvent } from '@perdure/thread';
import type { WebSocket } from 'ws';
import { Feed } from '../feed/feed.ts';
import { covers, type Log, type Selection, threadsOf } from '../feed/selection.ts';
import type { WireMessage } from '../wire/messages.ts';
import type { Shown } from '../wire/shown.ts';

export interface ReceiverOptions {
  socket: WebSocket;
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

export class Receiver {
  readonly #options: ReceiverOptions;
  /** The feed of each thread, by thread id, with the least recently read feed first. */
  readonly #feeds = new Map<string, Feed>();
  /** Ids of the threads with events that were not sent yet. */
  readonly #behind = new Set<string>();
  #wake = () => {};

  constructor(options: ReceiverOptions) {
    this.#options = options;
    options.socket.once('close', () => this.#wake());
  }

  /** Call after each commit, with each of its events. */
  notice(event: ThreadEvent): void {
    if (!covers(this.#options.selection, event)) return;
    this.#behind.add(event.threadId);
    if (this.#behind.size > mostBehind) this.#options.socket.terminate();
    this.#wake();
  }

  /** Sends the recorded events, and then each new event, until the socket closes. Throws the errors of the log. */
  async serve(): Promise<void> {
    const { socket, log, selection, threads } = this.#options;
    for (const id of threadsOf(log, selection, threads)) this.#behind.add(id);
    while (socket.readyState === socket.OPEN) {
      const [threadId] = this.#behind;
      if (threadId === undefined) {
        await new Promise<void>((resolve) => (this.#wake = resolve));
        continue;
      }
      this.#behind.delete(threadId);
      for (const message of this.#feed(threadId).messages()) {
        if (!(await this.#send(message))) return;
      }
    }
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

  /** Sends a message. Resolves with true once the operating system has it, or with false if the socket has closed. */
  #send(message: WireMessage): Promise<boolean> {
    return new Promise((resolve) =>
      this.#options.socket.send(JSON.stringify(message), (error) => resolve(!error)),
    );
  }
}
