/**
 * Builds a thread's view from server-sent events. Resumes the stream at the position at which it broke off or became
 * silent.
 *
 * What eventsource-client 1.2.0 does (its `src/client.ts`), and what is done here because of it: it takes each
 * `AbortError` for its own `close`, ends for good at a 204, counts an item as read that `onMessage` refused, and leaves
 * that request open.
 */
import {
  FoldedView,
  isDelta,
  type Readable,
  type Report,
  type StreamItem,
  type Subscription,
  type ThreadView,
  Writable,
} from '@perdure/thread';
import {
  createEventSource,
  type EventSourceClient,
  type FetchLikeResponse,
} from 'eventsource-client';
import type { Fetch } from './call.ts';
import type { ConnectionState } from './remote-thread.ts';
import { toFullUrl } from './server-url.ts';
import { Watchdog } from './watchdog.ts';

/** Reads a page with the given function. */
type ReadPage = (fetch: Fetch) => Promise<ThreadView>;

export interface ViewStreamOptions {
  threadId: string;
  /** URL of the stream; may be relative to the page. */
  url: string;
  fetch: Fetch;
  /** Called with what an observer throws. */
  report: Report;
  /** Reads the page with which the view begins. Without it, the view begins with the first event. */
  begin?: ReadPage;
}

export class ViewStream {
  readonly #url: string;
  readonly #fetch: Fetch;
  readonly #begin: ViewStreamOptions['begin'];
  readonly #view: FoldedView;
  readonly #connection: Writable<ConnectionState>;
  readonly #watchdog = new Watchdog(() => this.#connectAnew());
  #source: EventSourceClient | undefined;
  #lastEventId: string | undefined;
  /** Items that wait for the microtask that folds all of them into the view at once. */
  #queue: StreamItem[] = [];
  /** Ends the request that is open. */
  #request = new AbortController();

  constructor({ threadId, url, fetch, report, begin }: ViewStreamOptions) {
    this.#url = url;
    this.#fetch = fetch;
    this.#begin = begin;
    this.#view = new FoldedView(threadId, report);
    this.#connection = new Writable<ConnectionState>('idle', report);
  }

  get view(): FoldedView {
    return this.#view;
  }

  get connection(): Readable<ConnectionState> {
    return this.#connection;
  }

  open(): Subscription {
    this.#connect();
    this.#watchdog.open();
    this.#connection.set('connecting');
    return {
      unsubscribe: () => {
        this.#close();
        this.#watchdog.close();
        this.#connection.set('idle');
      },
    };
  }

  #connect(): void {
    const source = createEventSource({
      // The URL is resolved here and not in the constructor, because a server that renders the page has no location.
      url: toFullUrl(this.#url),
      fetch: (...request) => this.#send(...(request as Parameters<Fetch>)),
      onConnect: () => this.#connection.set('open'),
      onScheduleReconnect: () => {
        if (source !== this.#source) return;
        // The library leaves the request open if what it brings can't be read.
        this.#request.abort();
        this.#watchdog.stop();
        this.#connection.set('lost');
      },
      onMessage: ({ event, id, data }) => {
        if (event === 'heartbeat') {
          this.#watchdog.heartbeatMs = Number(data);
        } else {
          this.#enqueue(toItem(data));
          this.#lastEventId = id;
        }
      },
    });
    this.#source = source;
  }

  /**
   * Sends a request, and tells the watchdog of each piece of its body. Throws for a refusal, because the library would
   * take the refusal for a stream without events. What is not read is cancelled, because it would keep its connection.
   */
  async #send(...[url, init]: Parameters<Fetch>): Promise<FetchLikeResponse> {
    this.#request = new AbortController();
    const { signal } = this.#request;
    this.#watchdog.start();
    // Without a page, the request is sent at once.
    if (this.#lastEventId === undefined && this.#begin !== undefined)
      await this.#readPage(this.#begin, signal);
    // The position is ours, because the library counts an item as read that could not be.
    const headers = {
      Accept: 'text/event-stream',
      ...(this.#lastEventId !== undefined && { 'Last-Event-ID': this.#lastEventId }),
    };
    const response = await this.#answerTo(url, { ...init, headers, signal });
    // The signal is checked here and in the pipe, because a caller's `fetch` may ignore it, and a stream that goes on
    // beside its successor would bring each item twice.
    const isStream = response.ok && response.status !== 204;
    if (signal.aborted || !isStream) void response.body?.cancel().catch(() => {});
    signal.throwIfAborted();
    // Without a position there is nothing to give up, and who begins anew at once would ask without a pause.
    if (response.status === 410 && this.#lastEventId !== undefined) this.#startOver();
    if (!isStream) throw new Error(`HTTP ${response.status}`);
    const heard = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform: (bytes, controller) => {
        this.#watchdog.hear();
        controller.enqueue(bytes);
      },
    });
    return {
      url: response.url,
      status: response.status,
      redirected: response.redirected,
      body: response.body?.pipeThrough(heard, { signal }) ?? null,
    };
  }

  /** Reads the page with which the view begins. The stream then has what comes after its event. */
  async #readPage(begin: ReadPage, signal: AbortSignal): Promise<void> {
    const page = await begin((url, init) => this.#answerTo(url, { ...init, signal }));
    signal.throwIfAborted();
    this.#lastEventId = `${page.seq}`;
    this.#view.startOver(page);
  }

  /** The answer. The library takes every `AbortError` for its own `close` and would not connect again. */
  async #answerTo(...[url, init]: Parameters<Fetch>): Promise<Response> {
    try {
      return await this.#fetch(url, init);
    } catch (cause) {
      throw new Error('The server does not answer.', { cause });
    }
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
      this.#view.fold(items);
    });
  }

  #close(): void {
    this.#source?.close();
    this.#source = undefined;
    this.#request.abort();
  }

  /** Aborts a silent request, and connects at the last position. */
  #connectAnew(): void {
    this.#close();
    this.#connect();
    // Observers are called last, because an observer may unsubscribe, which closes the new source.
    this.#connection.set('lost');
  }

  /** Begins anew with an empty view. */
  #startOver(): void {
    this.#close();
    this.#lastEventId = undefined;
    this.#queue = [];
    this.#connect();
    this.#connection.set('connecting');
    this.#view.startOver();
  }
}

/** The item in a message of the stream. @throws for what is none, because a proxy or another server may have sent it */
function toItem(data: string): StreamItem {
  const item = JSON.parse(data) as StreamItem | null;
  const isItem =
    typeof item?.type === 'string' &&
    (isDelta(item) ? typeof item.part === 'object' : Number.isSafeInteger(item.seq));
  if (isItem) return item;
  throw new TypeError('This is no item of a thread.');
}
