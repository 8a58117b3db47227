/**
 * Owns the subscribers of threads and runs. An event is published after its commit (G1); a delta is published at once
 * and not recorded.
 */

import { isFinalState } from '@perdure/run';
import {
  type Delta,
  type Message,
  type Position,
  type Report,
  RuntimeClosedError,
  type StreamItem,
  type ThreadEvent,
} from '@perdure/thread';
import type { Observable } from 'rxjs';
import type { RunRecord, Store } from '../ports/store.ts';
import { GuardedObservable } from './guarded-observable.ts';
import { LogStream } from './log-stream.ts';

export interface SubscribersOptions {
  store: Pick<Store, 'events'>;
  /** The message that is being written in a thread now. */
  messageIn: (threadId: string) => Message | undefined;
  /** Called with what a subscriber throws. */
  report: Report;
}

/** Its methods must not throw. */
interface Subscriber<T> {
  next(item: T): void;
  complete(): void;
}

/** A subscriber of a run, which is let go after `complete` or `error`. */
export interface RunSubscriber extends Subscriber<RunRecord> {
  error(error: unknown): void;
}

export class Subscribers {
  readonly #options: SubscribersOptions;
  readonly #threads = new SubscriberLists<StreamItem>();
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
   * The thread's events after the position, and then live items (G8).
   *
   * Errors with an UnknownPositionError if the log has no event of that position, with a RuntimeClosedError after the
   * end, and with what the store throws if it can't be read. Nothing stays subscribed then.
   */
  stream(threadId: string, from: Position): Observable<StreamItem> {
    const { store, messageIn, report } = this.#options;
    return new GuardedObservable(report, (reader) => {
      if (this.#isClosed) return reader.error(new RuntimeClosedError());
      const stream = new LogStream({ store, threadId, from, reader, messageIn });
      const remove = this.#threads.add(threadId, stream);
      reader.add(remove);
      stream.start();
    });
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

/** Subscribers by id. Each id has an array and not an rxjs Subject, because each piece of text is published. */
class SubscriberLists<T, S extends Subscriber<T> = Subscriber<T>> {
  /**
   * The arrays are copied at each change, so that a subscriber added during a publish is called from the next item on.
   */
  readonly #byId = new Map<string, readonly S[]>();

  publish(id: string, item: T): void {
    const subscribers = this.#byId.get(id);
    if (subscribers === undefined) return;
    for (const subscriber of subscribers) subscriber.next(item);
  }

  /** Adds a subscriber. Returns the function that removes it. */
  add(id: string, subscriber: S): () => void {
    this.#byId.set(id, [...(this.#byId.get(id) ?? []), subscriber]);
    return () => {
      const rest = (this.#byId.get(id) ?? []).filter((other) => other !== subscriber);
      if (rest.length > 0) this.#byId.set(id, rest);
      else this.#byId.delete(id);
    };
  }

  /** Removes the subscribers of an id, and returns them. */
  remove(id: string): readonly S[] {
    const removed = this.#byId.get(id) ?? [];
    this.#byId.delete(id);
    return removed;
  }

  removeAll(): readonly S[] {
    const removed = [...this.#byId.values()].flat();
    this.#byId.clear();
    return removed;
  }
}
