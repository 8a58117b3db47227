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
import { type Observable, Subscription } from 'rxjs';

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
   * because a component that is being unmounted may still read the view. If the log has the view's event no more, because
   * the thread was forgotten, the view begins anew.
   */
  const connect = (): Subscription => {
    const failures: unknown[] = [];
    const whole = new Subscription();
    // All that is recorded comes at once, and changes the view at once, because a long log would take long otherwise.
    const recorded: StreamItem[] = [];
    let isLive = false;
    const subscription = stream({ seq: view.seq }).subscribe({
      next: (item) => {
        if (isLive) view.fold([item]);
        else recorded.push(item);
      },
      error: (error: unknown) => {
        const { name } = error as Partial<Error>;
        if (name === 'RuntimeClosedError') return view.complete();
        if (name !== 'UnknownPositionError' || whole.closed) return failures.push(error);
        view.startOver();
        // An observer that is told of the empty view may have left.
        if (!whole.closed) whole.add(connect());
      },
      complete: () => view.complete(),
    });
    isLive = true;
    whole.add(subscription);
    view.fold(recorded);
    if (failures.length > 0) throw failures[0];
    return whole;
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
