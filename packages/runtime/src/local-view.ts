/** A view of a stream, kept up to date while somebody subscribes, and brought up to date at each look otherwise. */
import {
  emptyView,
  fold,
  type Position,
  type Readable,
  type StreamItem,
  type ThreadView,
  Writable,
  whileSubscribed,
} from '@perdure/thread';
import type { Observable, Subscription } from 'rxjs';

/**
 * Both methods throw what the stream errors with at once, such as a store that can't be read.
 *
 * @param stream must emit what is recorded synchronously, on subscribing
 */
export function localView(
  threadId: string,
  stream: (from: Position) => Observable<StreamItem>,
): Readable<ThreadView> {
  const view = new Writable(emptyView(threadId));

  /** Of a closed runtime the view keeps what was last seen, because a view that is being unmounted may still look. */
  const connect = (): Subscription => {
    const failures: unknown[] = [];
    const subscription = stream({ seq: view.getSnapshot().seq }).subscribe({
      next: (item) => view.set(fold(view.getSnapshot(), item)),
      error: (error: unknown) => {
        if ((error as Partial<Error>)?.name !== 'RuntimeClosedError') failures.push(error);
      },
    });
    if (failures.length > 0) throw failures[0];
    return subscription;
  };
  const { subscribe, isSubscribed } = whileSubscribed(view, connect);

  return {
    subscribe,
    getSnapshot() {
      if (!isSubscribed()) connect().unsubscribe();
      return view.getSnapshot();
    },
  };
}
