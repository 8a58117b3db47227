/**
 * Owns the subscribers of threads and runs. An event is published after its commit (G1); a delta is published at once
 * and not recorded.
 */

import { isFinalState } from '@perdure/run';
import {
  type Delta,
  isDelta,
  type Message,
  type Position,
  type Report,
  RuntimeClosedError,
  type StreamItem,
  type ThreadEvent,
  UnknownPositionError,
} from '@perdure/thread';
import { catchUp } from '@perdure/thread/position';
import type { Observable, TeardownLogic } from 'rxjs';
import type { EventLog, RunRecord } from '../ports/store.ts';
import { GuardedObservable } from './guarded-observable.ts';
import { type Subscriber, SubscriberLists } from './subscriber-lists.ts';

/** Fewest and most events of one read of the log. */
const pageSizes = { min: 16, max: 500 };

export interface SubscribersOptions {
  store: EventLog;
  /** The message that is being written in a thread now. */
  messageIn: (threadId: string) => Message | undefined;
  /** Called with what a subscriber throws. */
  report: Report;
}

/** A subscriber of a run, which is let go after `complete` or `error`. */
export interface RunSubscriber extends Subscriber<RunRecord> {
  error(error: unknown): void;
}

export class Subscribers {
  readonly #options: SubscribersOptions;
  readonly #threads = new SubscriberLists<StreamItem, Reader>();
  readonly #runs = new SubscriberLists<RunRecord, RunSubscriber>();
  #isClosed = false;

  constructor(options: SubscribersOptions) {
    this.#options = options;
  }

  publish(threadId: string, item: ThreadEvent | Delta): void {
    this.#threads.publish(threadId, item);
  }

  /** Tells the subscribers of a run its new state. The state is the last one if it is final, as with an XState actor. */
  publishRun(run: RunRecord): void {
    this.#runs.publish(run.id, run);
    if (!isFinalState(run.stored.state)) return;
    for (const subscriber of this.#runs.remove(run.id)) subscriber.complete();
  }

  /**
   * The thread's events after the position, and then live items. There is no gap and no repetition (G8), because the
   * log is read and the subscriber added in one event-loop turn.
   *
   * Errors with an UnknownPositionError if the log has no event of that position, with a RuntimeClosedError after the
   * end, and with what the store throws if it can't be read. Nothing stays subscribed then.
   */
  stream(threadId: string, from: Position): Observable<StreamItem> {
    return new GuardedObservable(this.#options.report, (subscriber) =>
      this.#follow(threadId, from, subscriber),
    );
  }

  #follow(threadId: string, from: Position, subscriber: ItemSubscriber): TeardownLogic {
    if (this.#isClosed) return subscriber.error(new RuntimeClosedError());
    const reader = new Reader(from.seq, subscriber);
    // The log is not read if another reader has read it to the same place, because what follows is published to both.
    if (this.#threads.first(threadId)?.seq !== from.seq && !this.#readLog(threadId, reader)) return;
    const message = this.#options.messageIn(threadId);
    if (message !== undefined) for (const delta of catchUp(message, from)) subscriber.next(delta);
    return this.#threads.add(threadId, reader);
  }

  /** Gives the reader what the log has after its place. False if the reader is over before the end of the log. */
  #readLog(threadId: string, reader: Reader): boolean {
    const { store } = this.#options;
    const { seq, subscriber } = reader;
    if (seq > 0 && store.events(threadId, seq - 1, 1)[0]?.seq !== seq) {
      subscriber.error(new UnknownPositionError(threadId, seq));
      return false;
    }
    // The first pages are small, because a reader over HTTP leaves when it has enough, and comes back for more.
    for (let pageSize = pageSizes.min; ; pageSize = Math.min(2 * pageSize, pageSizes.max)) {
      const events = store.events(threadId, reader.seq, pageSize);
      for (const event of events) {
        if (subscriber.closed) return false;
        // A subscriber that is being called may close the runtime.
        if (this.#isClosed) break;
        reader.next(event);
      }
      if (subscriber.closed) return false;
      if (this.#isClosed) {
        subscriber.complete();
        return false;
      }
      if (events.length === 0) return true;
    }
  }

  /**
   * Tells the run after each commit that changed it. Completes after the run's last state. Errors with a
   * RuntimeClosedError if the runtime ends first.
   *
   * @returns the function that unsubscribes
   */
  run(runId: string, subscriber: RunSubscriber): () => void {
    if (!this.#isClosed) return this.#runs.add(runId, subscriber);
    subscriber.error(new RuntimeClosedError());
    return () => {};
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  close(): void {
    this.#isClosed = true;
    for (const subscriber of this.#threads.removeAll()) subscriber.complete();
    for (const subscriber of this.#runs.removeAll()) subscriber.error(new RuntimeClosedError());
  }
}

type ItemSubscriber = Subscriber<StreamItem> & {
  readonly closed: boolean;
  error(error: unknown): void;
};

/** A subscriber of a thread, and its place in the log. */
class Reader implements Subscriber<StreamItem> {
  readonly subscriber: ItemSubscriber;
  /** Number of the last event that it has. */
  seq: number;

  constructor(seq: number, subscriber: ItemSubscriber) {
    this.seq = seq;
    this.subscriber = subscriber;
  }

  next(item: StreamItem): void {
    if (!isDelta(item)) {
      // A callback that posted may have caused an event that was already read from the log.
      if (item.seq <= this.seq) return;
      this.seq = item.seq;
    }
    this.subscriber.next(item);
  }

  complete(): void {
    this.subscriber.complete();
  }
}
