/**
 * One reader of a thread: the events of the log after a position, and then live items. There is no gap and no repetition
 * (G8): live items are kept while the log is read, and those that the log had too are left out.
 */
import {
  type Delta,
  deepFreeze,
  isDelta,
  type Message,
  type Position,
  type StreamItem,
  type ThreadEvent,
  type ThreadView,
  UnknownPositionError,
} from '@perdure/thread';
import { catchUp } from '@perdure/thread/position';
import { type Answer, settle } from '../ports/answer.ts';
import type { Store } from '../ports/store.ts';

/** Fewest and most events of one read of the log. */
const pageSizes = { min: 16, max: 500 };

export interface Reader {
  readonly closed: boolean;
  next(item: StreamItem): void;
  error(error: unknown): void;
  complete(): void;
}

/** What all streams read from. */
export interface LogSource {
  store: Pick<Store, 'events'>;
  /** The message that is being written in the thread now. */
  messageIn: (threadId: string) => Message | undefined;
  /** Resolves once `messageIn` knows the thread. */
  ready: (threadId: string) => Answer<void>;
  /** Called with each event that is read in the log. */
  note: (event: ThreadEvent) => void;
  /** The thread as it is now, whether its events are there or not. */
  viewOf: (threadId: string) => Answer<ThreadView>;
}

export class LogStream {
  readonly #source: LogSource;
  readonly #threadId: string;
  readonly #from: Position;
  readonly #onLive: (stream: LogStream) => void;
  readonly reader: Reader;
  /** Live events that came while the log was read; undefined once all of the log is read. */
  #kept: ThreadEvent[] | undefined = [];
  #seq: number;
  /** The last message that an event has ended. Its attempt may not be told so yet, and says a little more. */
  #ended: string | undefined;
  #isOver = false;

  /** @param onLive called once the reader has all of the log */
  constructor(
    source: LogSource,
    threadId: string,
    from: Position,
    reader: Reader,
    onLive: (stream: LogStream) => void,
  ) {
    this.#source = source;
    this.#threadId = threadId;
    this.#from = from;
    this.reader = reader;
    this.#onLive = onLive;
    this.#seq = from.seq;
  }

  /** The last message whose end the reader has; undefined if it has none. */
  get ended(): string | undefined {
    return this.#ended;
  }

  /** Number of the last event that the reader has; undefined while it reads the log. */
  get liveAt(): number | undefined {
    return this.#kept === undefined ? this.#seq : undefined;
  }

  /** Reads the log, and goes on with live items. Call it once the reader gets them. */
  readLog(): void {
    const { store } = this.#source;
    const threadId = this.#threadId;
    const { reader } = this;
    const seq = this.#seq;
    // The first pages are small, because a reader over HTTP leaves when it has enough, and comes back for more.
    if (seq === 0) this.#readFrom(pageSizes.min);
    else
      settle(
        () => store.events(threadId, seq - 1, 1),
        ([event]) => {
          // A later event says that this one is pruned.
          if (event !== undefined) this.#readFrom(pageSizes.min);
          else reader.error(new UnknownPositionError(threadId, seq));
        },
        (error) => reader.error(error),
      );
  }

  /** Takes a live item. */
  next(item: ThreadEvent | Delta): void {
    if (this.#kept === undefined) this.#tell(item);
    // What a delta says is in the message that is read after the log.
    else if (!isDelta(item)) this.#kept.push(item);
  }

  /** Ends the stream, after the page that is being read. */
  complete(): void {
    this.#isOver = true;
    this.reader.complete();
  }

  /** Ends the stream, because its thread was forgotten. */
  fail(): void {
    this.#isOver = true;
    this.reader.error(new UnknownPositionError(this.#threadId, this.#seq));
  }

  #readFrom(pageSize: number): void {
    const { store } = this.#source;
    const threadId = this.#threadId;
    const { reader } = this;
    for (let size = pageSize, isAtOnce = true; isAtOnce; ) {
      if (this.#isOver || reader.closed) return;
      isAtOnce = false;
      let isReading = true;
      const nextSize = Math.min(2 * size, pageSizes.max);
      settle(
        () => store.events(threadId, this.#seq, size),
        (events) => {
          const [first] = events;
          if (first !== undefined && first.seq > this.#seq + 1) return this.#tellPruned(first.seq);
          if (!this.#tellPage(events)) return;
          // A page that comes at once is followed by the loop, because many calls within one another need much stack.
          if (isReading) isAtOnce = true;
          else this.#readFrom(nextSize);
        },
        (error) => reader.error(error),
      );
      isReading = false;
      size = nextSize;
    }
  }

  /** Tells what the pruned events have led to, and reads on. @param next number of the first event that is there */
  #tellPruned(next: number): void {
    const { reader } = this;
    settle(
      () => this.#source.viewOf(this.#threadId),
      (view) => {
        if (this.#isOver || reader.closed) return;
        this.#seq = next - 1;
        reader.next(deepFreeze({ type: 'thread.pruned', seq: this.#seq, view }));
        this.#readFrom(pageSizes.min);
      },
      (error) => reader.error(error),
    );
  }

  /** Tells the events of a page. Returns whether more may follow in the log. */
  #tellPage(events: readonly ThreadEvent[]): boolean {
    const { reader } = this;
    for (const event of events) {
      // A reader that is being called may leave, or close the runtime.
      if (this.#isOver || reader.closed) return false;
      this.#source.note(event);
      this.#tell(event);
    }
    if (this.#isOver || reader.closed) return false;
    if (events.length > 0) return true;
    this.prepareLive();
    return false;
  }

  /** Goes on with live items, once the message that is being written is known. */
  prepareLive(): void {
    settle(
      () => this.#source.ready(this.#threadId),
      () => {
        if (!this.#isOver && !this.reader.closed) this.#goLive();
      },
      (error) => this.reader.error(error),
    );
  }

  #goLive(): void {
    const kept = this.#kept ?? [];
    for (const [at, event] of kept.entries()) {
      // Another node has recorded the events before it, and they are in the log.
      if (event.seq > this.#seq + 1) {
        this.#kept = kept.slice(at);
        this.#readFrom(pageSizes.min);
        return;
      }
      this.#tell(event);
    }
    this.#kept = undefined;
    const message = this.#source.messageIn(this.#threadId);
    if (message !== undefined) for (const delta of catchUp(message, this.#from)) this.#tell(delta);
    this.#onLive(this);
  }

  #tell(item: ThreadEvent | Delta): void {
    const { reader } = this;
    if (isDelta(item)) {
      if (item.messageId !== this.#ended) reader.next(item);
      return;
    }
    if (item.seq <= this.#seq) return;
    this.#seq = item.seq;
    if (item.type === 'message.completed' || item.type === 'message.failed')
      this.#ended = item.message.id;
    reader.next(item);
  }
}
