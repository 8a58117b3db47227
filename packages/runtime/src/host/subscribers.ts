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
  UnknownRunError,
} from '@perdure/thread';
import type { Observable } from 'rxjs';
import { FreshMap } from '../fresh-map.ts';
import type { Answer } from '../ports/answer.ts';
import type { RunRecord, Store } from '../ports/store.ts';
import { GuardedObservable } from './guarded-observable.ts';
import { type LogSource, LogStream } from './log-stream.ts';
import { readView } from './read-view.ts';
import type { Subscriber } from './subscriber-list.ts';
import { SubscriberLists } from './subscriber-lists.ts';
import { ThreadReaders } from './thread-readers.ts';

export interface SubscribersOptions {
  store: Pick<Store, 'events' | 'conversation'>;
  /** The message that is being written in a thread now. */
  messageIn: (threadId: string) => Message | undefined;
  /** Resolves once `messageIn` knows the thread, which has a reader. */
  ready?: (threadId: string) => Answer<void>;
  /** Called with each event that a reader reads in the log. */
  note?: (event: ThreadEvent) => void;
  /** Called with what a subscriber throws. */
  report: Report;
}

/** A subscriber of a run, which is let go after `complete` or `error`. */
export interface RunSubscriber extends Subscriber<RunRecord> {
  error(error: unknown): void;
}

export class Subscribers {
  readonly #options: SubscribersOptions;
  readonly #source: LogSource;
  readonly #threads = new FreshMap<string, ThreadReaders>();
  readonly #runs = new SubscriberLists<RunRecord, RunSubscriber>();
  #isClosed = false;

  constructor(options: SubscribersOptions) {
    this.#options = options;
    const { store, messageIn, ready = () => {}, note = () => {} } = options;
    this.#source = {
      store,
      messageIn,
      ready,
      note,
      viewOf: (threadId) => readView(store, threadId),
    };
  }

  /** Ids of the threads that have readers. */
  threadIds(): Iterable<string> {
    return this.#threads.keys();
  }

  /** Number of the last event that the readers of a thread have; undefined if none of them has read all of its log. */
  seqOf(threadId: string): number | undefined {
    return this.#threads.get(threadId)?.seq;
  }

  publish(threadId: string, item: ThreadEvent | Delta): void {
    this.#threads.get(threadId)?.publish(item);
  }

  /** Tells the subscribers of a run its new state. The state is the last one if it is final, as with an XState actor. */
  publishRun(run: RunRecord): void {
    this.#runs.publish(run.id, run);
    if (!isFinalState(run.stored.state)) return;
    for (const subscriber of this.#runs.remove(run.id)) subscriber.complete();
  }

  /**
   * Ends the streams of a thread that was forgotten, and tells the subscribers of its runs.
   *
   * @param runIds of the thread's runs that have subscribers
   */
  forget(threadId: string, runIds: readonly string[]): void {
    for (const runId of runIds)
      for (const subscriber of this.#runs.remove(runId))
        subscriber.error(new UnknownRunError(runId));
    this.#threads.get(threadId)?.forget(threadId);
  }

  /**
   * The thread's events after the position, and then live items (G8).
   *
   * Errors with an UnknownPositionError if the log has no event of that position, with a RuntimeClosedError after the
   * end, and with what the store throws if it can't be read. Nothing stays subscribed then.
   */
  stream(threadId: string, from: Position): Observable<StreamItem> {
    return new GuardedObservable(this.#options.report, (reader) => {
      if (this.#isClosed) return reader.error(new RuntimeClosedError());
      const readers = this.#readersOf(threadId);
      const stream = new LogStream(this.#source, threadId, from, reader, readers.admit);
      readers.add(stream);
      // The log is not read if other readers have read it to the same place, because what follows is published to all.
      if (readers.seq === from.seq) stream.prepareLive();
      else stream.readLog();
      return () => {
        readers.remove(stream);
        if (readers.isEmpty && this.#threads.get(threadId) === readers)
          this.#threads.delete(threadId);
      };
    });
  }

  #readersOf(threadId: string): ThreadReaders {
    const known = this.#threads.get(threadId);
    if (known !== undefined) return known;
    const readers = new ThreadReaders();
    this.#threads.set(threadId, readers);
    return readers;
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
    for (const readers of [...this.#threads.values()]) readers.complete();
    for (const subscriber of this.#runs.removeAll()) subscriber.error(new RuntimeClosedError());
  }
}
