/** The live side: who listens to a thread or a run, and what they are told. Nobody is told before the commit (G1). */
import { Observable, Subject } from 'rxjs';
import { isDelta, type Position, type StreamItem } from '../model/events.ts';
import type { Message } from '../model/message.ts';
import type { RunRecord, Store } from '../ports/store.ts';
import { catchUp } from '../view/position.ts';

/** Events read from the log in one go. */
const page = 500;

export interface SessionsOptions {
  store: Pick<Store, 'events'>;
  /** The message that is being written in a thread now. */
  messageIn: (threadId: string) => Message | undefined;
}

export class Sessions {
  readonly #options: SessionsOptions;
  readonly #threads = new Map<string, Subject<StreamItem>>();
  readonly #runs = new Map<string, Subject<RunRecord>>();

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  publish(threadId: string, item: StreamItem): void {
    this.#threads.get(threadId)?.next(item);
  }

  publishRun(run: RunRecord): void {
    this.#runs.get(run.id)?.next(run);
  }

  /**
   * The thread's events after the position, then what is live: nothing is missed and nothing comes twice
   * (G8), for the log is read and the live stream joined in one turn.
   */
  stream(threadId: string, from: Position): Observable<StreamItem> {
    return new Observable((subscriber) => {
      let seq = from.seq;
      for (;;) {
        const events = this.#options.store.events(threadId, seq, page);
        for (const event of events) {
          if (subscriber.closed) return;
          subscriber.next(event);
          seq = event.seq;
        }
        if (events.length < page) break;
      }
      const message = this.#options.messageIn(threadId);
      if (message !== undefined) for (const delta of catchUp(message, from)) subscriber.next(delta);
      return join(this.#threads, threadId).subscribe({
        // A reader that writes in its callback may have been given an event by the log already.
        next: (item) => {
          if (isDelta(item) || item.seq > seq) subscriber.next(item);
        },
        complete: () => subscriber.complete(),
      });
    });
  }

  run(runId: string): Observable<RunRecord> {
    return new Observable((subscriber) => join(this.#runs, runId).subscribe(subscriber));
  }

  close(): void {
    for (const subject of [...this.#threads.values(), ...this.#runs.values()]) subject.complete();
  }
}

/** A subject that is there only while somebody listens. */
function join<T>(subjects: Map<string, Subject<T>>, id: string): Observable<T> {
  return new Observable((subscriber) => {
    const subject = subjects.get(id) ?? new Subject<T>();
    subjects.set(id, subject);
    const subscription = subject.subscribe(subscriber);
    return () => {
      subscription.unsubscribe();
      if (!subject.observed && subjects.get(id) === subject) subjects.delete(id);
    };
  });
}
