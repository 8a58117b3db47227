/**
 * The readers of one thread. Those that have read all of the log are called by one loop, which looks at an item once for
 * all of them, because each piece of text comes here.
 */
import { type Delta, isDelta, type ThreadEvent, UnknownPositionError } from '@perdure/thread';
import type { LogStream, Reader } from './log-stream.ts';
import { SubscriberList } from './subscriber-list.ts';

export class ThreadReaders {
  /** Those that read the log, or have read an event that is not published yet. */
  readonly #reading = new SubscriberList<ThreadEvent | Delta, LogStream>();
  readonly #live = new SubscriberList<ThreadEvent | Delta, Reader>();
  /** Number of the last event that the live readers have; undefined before the first one. */
  #seq: number | undefined;
  /** The last message that an event has ended. Its attempt may not be told so yet, and says a little more. */
  #ended: string | undefined;

  get isEmpty(): boolean {
    return this.#reading.subscribers.length === 0 && this.#live.subscribers.length === 0;
  }

  /** Number of the last event that was published to the readers; undefined if that is not known. */
  get seq(): number | undefined {
    return this.#seq;
  }

  add(stream: LogStream): void {
    this.#reading.add(stream);
  }

  remove(stream: LogStream): void {
    if (!this.#reading.remove(stream)) this.#live.remove(stream.reader);
  }

  /** Takes a reader that has read the log among the live ones, if it has the same events as they have. */
  readonly admit = (stream: LogStream): void => {
    const { liveAt, ended, reader } = stream;
    if (liveAt === undefined || liveAt !== (this.#seq ?? liveAt)) return;
    // A reader that was called in the meantime may have left.
    if (!this.#reading.remove(stream)) return;
    this.#seq = liveAt;
    this.#ended ??= ended;
    this.#live.add(reader);
  };

  publish(item: ThreadEvent | Delta): void {
    if (isDelta(item)) {
      if (item.messageId !== this.#ended) this.#live.publish(item);
      this.#reading.publish(item);
    } else this.#publishEvent(item);
  }

  #publishEvent(event: ThreadEvent): void {
    if (event.seq > (this.#seq ?? 0)) {
      this.#seq = event.seq;
      if (event.type === 'message.completed' || event.type === 'message.failed')
        this.#ended = event.message.id;
      this.#live.publish(event);
    }
    this.#reading.publish(event);
    for (const stream of [...this.#reading.subscribers]) this.admit(stream);
  }

  /** Ends all streams. */
  complete(): void {
    for (const stream of [...this.#reading.subscribers]) stream.complete();
    for (const reader of [...this.#live.subscribers]) reader.complete();
  }

  /**
   * Ends the streams of a thread that was forgotten. A stream that has no event yet goes on, because it has nothing of the
   * thread.
   */
  forget(threadId: string): void {
    for (const stream of [...this.#reading.subscribers]) if (stream.liveAt !== 0) stream.fail();
    if (this.#seq === undefined || this.#seq === 0) return;
    const error = new UnknownPositionError(threadId, this.#seq);
    this.#seq = undefined;
    this.#ended = undefined;
    for (const reader of [...this.#live.subscribers]) reader.error(error);
  }
}
