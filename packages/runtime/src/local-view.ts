/** A view of a stream. It is kept up to date while somebody subscribes; otherwise each `getSnapshot` updates it. */
import {
  emptyView,
  fold,
  foldAll,
  type Position,
  type Readable,
  type StreamItem,
  type ThreadView,
  Writable,
  whileSubscribed,
} from '@perdure/thread';
import type { Observable, Subscription } from 'rxjs';

/**
 * Makes the view of a thread. Its two methods throw an error that the stream has at once, such as a store that can't be
 * read.
 *
 * @param stream must emit all recorded items synchronously when it is subscribed to
 */
export function localView(
  threadId: string,
  stream: (from: Position) => Observable<StreamItem>,
): Readable<ThreadView> {
  const view = new Writable(emptyView(threadId));

  /**
   * Subscribes to the stream. If the runtime is closed, the view keeps its last value and nothing is thrown, because a
   * component that is being unmounted may still read the view.
   */
  const connect = (): Subscription => {
    const failures: unknown[] = [];
    // All that is recorded comes at once, and changes the view at once, because a long log would take long otherwise.
    const recorded: StreamItem[] = [];
    let isLive = false;
    const subscription = stream({ seq: view.getSnapshot().seq }).subscribe({
      next: (item) => {
        if (isLive) view.set(fold(view.getSnapshot(), item));
        else recorded.push(item);
      },
      error: (error: unknown) => {
        if ((error as Partial<Error>)?.name !== 'RuntimeClosedError') failures.push(error);
      },
    });
    isLive = true;
    view.set(foldAll(view.getSnapshot(), recorded));
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
