/** A view of a stream. It is kept up to date while somebody subscribes; otherwise each `getSnapshot` updates it. */
import {
  FoldedView,
  type Position,
  type Readable,
  type Report,
  type StreamItem,
  type ThreadView,
  whileSubscribed,
} from '@perdure/thread';
import type { Observable, Subscription } from 'rxjs';

/**
 * Makes the view of a thread. Its two methods throw an error that the stream has at once, such as a store that can't be
 * read.
 *
 * @param stream must emit all recorded items synchronously when it is subscribed to
 * @param report called with what an observer throws
 */
export function localView(
  threadId: string,
  stream: (from: Position) => Observable<StreamItem>,
  report: Report,
): Readable<ThreadView> {
  const view = new FoldedView(threadId, report);

  /**
   * Subscribes to the stream. If the runtime is closed, the view completes, keeps its last value, and nothing is thrown,
   * because a component that is being unmounted may still read the view.
   */
  const connect = (): Subscription => {
    const failures: unknown[] = [];
    // All that is recorded comes at once, and changes the view at once, because a long log would take long otherwise.
    const recorded: StreamItem[] = [];
    let isLive = false;
    const subscription = stream({ seq: view.seq }).subscribe({
      next: (item) => {
        if (isLive) view.fold([item]);
        else recorded.push(item);
      },
      error: (error: unknown) => {
        if ((error as Partial<Error>)?.name !== 'RuntimeClosedError') failures.push(error);
        else view.complete();
      },
      complete: () => view.complete(),
    });
    isLive = true;
    view.fold(recorded);
    if (failures.length > 0) throw failures[0];
    return subscription;
  };
  const { subscribe, isOpen } = whileSubscribed(view, connect);

  return {
    subscribe,
    getSnapshot() {
      if (!isOpen()) connect().unsubscribe();
      return view.getSnapshot();
    },
  };
}
