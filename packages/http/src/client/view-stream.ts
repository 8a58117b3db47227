/** Builds a thread's view from server-sent events. Resumes the stream at the position at which it broke off. */
import {
  emptyView,
  fold,
  type Readable,
  type StreamItem,
  type Subscription,
  type ThreadView,
  Writable,
} from '@perdure/thread';
import { createEventSource, type EventSourceClient } from 'eventsource-client';
import type { Fetch } from './call.ts';
import type { ConnectionState } from './remote-thread.ts';

/** The global object, typed by hand, because a program that renders on a server compiles without the DOM's types. */
const page = globalThis as { location?: { href: string } };

export class ViewStream {
  readonly #threadId: string;
  readonly #url: string;
  readonly #fetch: Fetch;
  readonly #view: Writable<ThreadView>;
  readonly #connection = new Writable<ConnectionState>('idle');
  #source: EventSourceClient | undefined;
  #lastEventId: string | undefined;
  /** Items that wait for the microtask that folds all of them into the view at once. */
  #queue: StreamItem[] = [];

  /** @param url of the stream; may be relative to the page */
  constructor(threadId: string, url: string, fetch: Fetch) {
    this.#threadId = threadId;
    this.#url = url;
    this.#fetch = fetch;
    this.#view = new Writable(emptyView(threadId));
  }

  get view(): Readable<ThreadView> {
    return this.#view;
  }

  get connection(): Readable<ConnectionState> {
    return this.#connection;
  }

  open(): Subscription {
    this.#source = this.#connect();
    return {
      unsubscribe: () => {
        this.#source?.close();
        this.#connection.set('idle');
      },
    };
  }

  #connect(): EventSourceClient {
    this.#connection.set('connecting');
    return createEventSource({
      // The URL is resolved here and not in the constructor, because a server that renders the page has no location.
      url: new URL(this.#url, page.location?.href).href,
      fetch: (...request) => this.#request(...(request as Parameters<Fetch>)),
      ...(this.#lastEventId !== undefined && { initialLastEventId: this.#lastEventId }),
      onConnect: () => this.#connection.set('open'),
      onScheduleReconnect: () => this.#connection.set('lost'),
      onMessage: ({ id, data }) => {
        this.#lastEventId = id;
        this.#enqueue(JSON.parse(data) as StreamItem);
      },
    });
  }

  /** Sends a request. Throws for a refusal, because the library would take the refusal for a stream without events. */
  async #request(...request: Parameters<Fetch>): Promise<Response> {
    const response = await this.#fetch(...request);
    if (response.status === 410) this.#startOver();
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response;
  }

  /**
   * Queues an item. All items of one read change the view together, because a long log would otherwise be drawn event
   * by event.
   */
  #enqueue(item: StreamItem): void {
    if (this.#queue.push(item) > 1) return;
    queueMicrotask(() => {
      const items = this.#queue;
      this.#queue = [];
      this.#view.set(items.reduce(fold, this.#view.getSnapshot()));
    });
  }

  /** Begins with an empty view, because another log has taken the place of the log that was read. */
  #startOver(): void {
    this.#source?.close();
    this.#lastEventId = undefined;
    this.#queue = [];
    this.#view.set(emptyView(this.#threadId));
    this.#source = this.#connect();
  }
}
