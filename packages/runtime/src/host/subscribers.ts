/**
 * Owns the subscribers of threads and runs. An event is published after its commit (G1); a delta is published at once
 * and not recorded.
 */
import {
  type Delta,
  isDelta,
  type Message,
  type Position,
  RuntimeClosedError,
  type StreamItem,
  type ThreadEvent,
  UnknownPositionError,
} from '@perdure/thread';
import { catchUp } from '@perdure/thread/position';
import { Observable } from 'rxjs';
import type { EventLog, RunRecord } from '../ports/store.ts';

/** Fewest and most events of one read of the log. */
const pageSizes = { min: 16, max: 500 };

export interface SubscribersOptions {
  store: EventLog;
  /** The message that is being written in a thread now. */
  messageIn: (threadId: string) => Message | undefined;
}

interface Subscriber<T> {
  next(item: T): void;
  complete(): void;
}

export class Subscribers {
  readonly #options: SubscribersOptions;
  readonly #threads = new SubscriberLists<StreamItem>();
  readonly #runs = new SubscriberLists<RunRecord>();
  #isClosed = false;

  constructor(options: SubscribersOptions) {
    this.#options = options;
  }

  publish(threadId: string, item: ThreadEvent | Delta): void {
    this.#threads.publish(threadId, item);
  }

  publishRun(run: RunRecord): void {
    this.#runs.publish(run.id, run);
  }

  /**
   * The thread's events after the position, and then live items. There is no gap and no repetition (G8), because the
   * log is read and the subscriber added in one event-loop turn.
   *
   * Errors with an UnknownPositionError if the log has no event of that position, and with a RuntimeClosedError after
   * the end.
   */
  stream(threadId: string, from: Position): Observable<StreamItem> {
    return new Observable((subscriber) => {
      if (this.#isClosed) return subscriber.error(new RuntimeClosedError());
      const { store, messageIn } = this.#options;
      let seq = from.seq;
      if (seq > 0 && store.events(threadId, seq - 1, 1)[0]?.seq !== seq)
        return subscriber.error(new UnknownPositionError(threadId, seq));
      // The first pages are small, because a reader over HTTP leaves when it has enough, and comes back for more.
      for (let pageSize = pageSizes.min; ; pageSize = Math.min(2 * pageSize, pageSizes.max)) {
        const events = store.events(threadId, seq, pageSize);
        for (const event of events) {
          if (subscriber.closed) return;
          subscriber.next(event);
          seq = event.seq;
        }
        if (subscriber.closed) return;
        if (events.length < pageSize) break;
      }
      const message = messageIn(threadId);
      if (message !== undefined) for (const delta of catchUp(message, from)) subscriber.next(delta);
      return this.#threads.add(threadId, {
        // Events up to `seq` are skipped, because a callback that posted may have caused an event already read from the
        // log.
        next: (item) => {
          if (isDelta(item) || item.seq > seq) subscriber.next(item);
        },
        complete: () => subscriber.complete(),
      });
    });
  }

  /** Emits the run after each commit that changed it. Completes at the end of the runtime. */
  run(runId: string): Observable<RunRecord> {
    return new Observable((subscriber) =>
      this.#isClosed ? subscriber.complete() : this.#runs.add(runId, subscriber),
    );
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  close(): void {
    this.#isClosed = true;
    this.#threads.complete();
    this.#runs.complete();
  }
}

/** Subscribers by id. Each id has an array and not an rxjs Subject, because each piece of text is published. */
class SubscriberLists<T> {
  /**
   * The arrays are copied at each change, so that a subscriber added during a publish is called from the next item on.
   */
  readonly #byId = new Map<string, readonly Subscriber<T>[]>();

  publish(id: string, item: T): void {
    const subscribers = this.#byId.get(id);
    if (subscribers === undefined) return;
    for (const subscriber of subscribers) subscriber.next(item);
  }

  /** Adds a subscriber. Returns the function that removes it. */
  add(id: string, subscriber: Subscriber<T>): () => void {
    this.#byId.set(id, [...(this.#byId.get(id) ?? []), subscriber]);
    return () => {
      const rest = (this.#byId.get(id) ?? []).filter((other) => other !== subscriber);
      if (rest.length > 0) this.#byId.set(id, rest);
      else this.#byId.delete(id);
    };
  }

  complete(): void {
    for (const subscribers of [...this.#byId.values()])
      for (const subscriber of subscribers) subscriber.complete();
  }
}
