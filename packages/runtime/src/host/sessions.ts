/** The live side: who listens to a thread or a run, and what they are told. Nobody is told before the commit (G1). */
import { Observable } from 'rxjs';
import { RuntimeClosedError, UnknownPositionError } from '../errors.ts';
import { isDelta, type Position, type StreamItem } from '../model/events.ts';
import type { Message } from '../model/message.ts';
import type { RunRecord, Store } from '../ports/store.ts';
import { catchUp } from '../view/position.ts';
import { Audience } from './audience.ts';

/** Events read from the log in one go. */
const page = 500;

export interface SessionsOptions {
  store: Pick<Store, 'events'>;
  /** The message that is being written in a thread now. */
  messageIn: (threadId: string) => Message | undefined;
}

export class Sessions {
  readonly #options: SessionsOptions;
  readonly #threads = new Audience<StreamItem>();
  readonly #runs = new Audience<RunRecord>();
  #isClosed = false;

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  publish(threadId: string, item: StreamItem): void {
    this.#threads.tell(threadId, item);
  }

  publishRun(run: RunRecord): void {
    this.#runs.tell(run.id, run);
  }

  /**
   * The thread's events after the position, then what is live: nothing is missed and nothing comes twice
   * (G8), for the log is read and the live stream joined in one turn. Errs with an UnknownPositionError where
   * the log has no such event, and with a RuntimeClosedError after the end.
   */
  stream(threadId: string, from: Position): Observable<StreamItem> {
    return new Observable((subscriber) => {
      if (this.#isClosed) return subscriber.error(new RuntimeClosedError());
      const { store, messageIn } = this.#options;
      let seq = from.seq;
      if (seq > 0 && store.events(threadId, seq - 1, 1)[0]?.seq !== seq)
        return subscriber.error(new UnknownPositionError(threadId, seq));
      for (;;) {
        const events = store.events(threadId, seq, page);
        for (const event of events) {
          if (subscriber.closed) return;
          subscriber.next(event);
          seq = event.seq;
        }
        if (events.length < page) break;
      }
      const message = messageIn(threadId);
      if (message !== undefined) for (const delta of catchUp(message, from)) subscriber.next(delta);
      return this.#threads.join(threadId, {
        // A reader that writes in its callback may have been given an event by the log already.
        next: (item) => {
          if (isDelta(item) || item.seq > seq) subscriber.next(item);
        },
        complete: () => subscriber.complete(),
      });
    });
  }

  run(runId: string): Observable<RunRecord> {
    return new Observable((subscriber) =>
      this.#isClosed ? subscriber.complete() : this.#runs.join(runId, subscriber),
    );
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  close(): void {
    this.#isClosed = true;
    this.#threads.end();
    this.#runs.end();
  }
}
