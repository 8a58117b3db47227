/**
 * One receiver on its socket. Each message waits until the one before it has left the process, so a receiver
 * that is slow, or stands still, costs a place in the log and no memory.
 */
import type { ThreadEvent } from '@perdure/runtime';
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
  /** How many threads are told of at the start, if no one was chosen. */
  threads: number;
}

/** Threads whose place in the log is kept. One that comes up again after so many others is told from its start. */
const mostFeeds = 1_000;

/** Threads in which a receiver may be behind. Beyond, it is let go; it comes back and is told of the latest. */
const mostBehind = 1_000;

export class Receiver {
  readonly #options: ReceiverOptions;
  /** By thread; what was read last comes last. */
  readonly #feeds = new Map<string, Feed>();
  readonly #news = new Set<string>();
  #wake = () => {};

  constructor(options: ReceiverOptions) {
    this.#options = options;
    options.socket.once('close', () => this.#wake());
  }

  notice(event: ThreadEvent): void {
    if (!covers(this.#options.selection, event)) return;
    this.#news.add(event.threadId);
    if (this.#news.size > mostBehind) this.#options.socket.terminate();
    this.#wake();
  }

  /** Tells what there is, and then what comes, for as long as the socket is open. @throws what the log throws */
  async tell(): Promise<void> {
    const { socket, log, selection, threads } = this.#options;
    for (const id of threadsOf(log, selection, threads)) this.#news.add(id);
    while (socket.readyState === socket.OPEN) {
      const [threadId] = this.#news;
      if (threadId === undefined) {
        await new Promise<void>((resolve) => (this.#wake = resolve));
        continue;
      }
      this.#news.delete(threadId);
      for (const message of this.#feed(threadId).news()) {
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

  /** Resolves once the system has taken it, with whether it has. */
  #send(message: WireMessage): Promise<boolean> {
    return new Promise((resolve) =>
      this.#options.socket.send(JSON.stringify(message), (error) => resolve(!error)),
    );
  }
}
