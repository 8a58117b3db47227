/** Keeps a view of a stream for as long as somebody watches, and brings it up to date for whoever only looks. */
import type { Observable, Subscription } from 'rxjs';
import type { Position, StreamItem } from '../model/events.ts';
import { fold } from './fold.ts';
import { type Live, LiveValue } from './live.ts';
import { emptyView, type ThreadView } from './view.ts';

/**
 * Its methods throw what the stream errs with at once, such as a store that can't be read.
 *
 * @param stream must give what is already there at once, on subscribing
 */
export function watchView(
  threadId: string,
  stream: (from: Position) => Observable<StreamItem>,
): Live<ThreadView> {
  const live = new LiveValue(emptyView(threadId));
  let watchers = 0;
  let connection: Subscription | undefined;

  /** A view that is being taken down may still look: of a runtime that is closed it keeps what was last seen. */
  const connect = () => {
    const failures: unknown[] = [];
    const subscription = stream({ seq: live.getSnapshot().seq }).subscribe({
      next: (item) => live.set(fold(live.getSnapshot(), item)),
      error: (error: unknown) => {
        if ((error as Partial<Error>)?.name !== 'RuntimeClosedError') failures.push(error);
      },
    });
    if (failures.length > 0) throw failures[0];
    return subscription;
  };

  return {
    getSnapshot() {
      if (connection === undefined) connect().unsubscribe();
      return live.getSnapshot();
    },
    subscribe(observer) {
      if (watchers++ === 0) connection = connect();
      const subscription = live.subscribe(observer);
      let isOpen = true;
      return {
        unsubscribe() {
          if (!isOpen) return;
          isOpen = false;
          subscription.unsubscribe();
          if (--watchers > 0) return;
          connection?.unsubscribe();
          connection = undefined;
        },
      };
    },
  };
}
