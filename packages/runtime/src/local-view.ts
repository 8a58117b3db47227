/** A view of a stream. It is kept up to date while somebody subscribes; otherwise each `getSnapshot` updates it. */
import {
  earlierLoader,
  FoldedView,
  type PagedView,
  type Position,
  type Readable,
  type Report,
  type StreamItem,
  type ThreadView,
  whileSubscribed,
} from '@perdure/thread';
import { type Observable, Subscription } from 'rxjs';
import { type Answer, isPromise } from './ports/answer.ts';

type Stream = (from: Position) => Observable<StreamItem>;

/**
 * Makes the view of a thread. Its two methods throw an error that the stream has at once, such as a store that can't be
 * read.
 *
 * @param stream must emit all recorded items synchronously when it is subscribed to
 * @param report called with what an observer throws
 */
export function localView(threadId: string, stream: Stream, report: Report): Readable<ThreadView> {
  const view = new FoldedView(threadId, report);
  const connect = (): Subscription =>
    follow(view, stream, () => {
      view.startOver();
      return connect;
    });
  return whileOpen(view, connect);
}

/**
 * Makes the view of a thread that begins with a page, as `localView` does. A page that comes later and can't be read is
 * reported, and the next subscriber asks for it again.
 *
 * @param read the last page, or the one before a message. A page at once is in the view at once
 */
export function localPagedView(
  threadId: string,
  stream: Stream,
  read: (before?: string) => Answer<ThreadView>,
  report: Report,
): PagedView {
  const view = new FoldedView(threadId, report);
  let hasBegun = false;

  const begin = (page: ThreadView): Subscription => {
    if (!hasBegun) view.startOver(page);
    hasBegun = true;
    return follow(view, stream, beginAgain);
  };
  const beginAgain = () => {
    hasBegun = false;
    return connect;
  };
  const connect = (): Subscription => {
    if (hasBegun) return follow(view, stream, beginAgain);
    const subscription = new Subscription();
    const fail = (error: unknown, tell: Report): void =>
      isClosed(error) ? view.complete() : tell(error);
    try {
      const page = read();
      if (!isPromise(page)) return begin(page);
      page
        .then((found) => {
          if (!subscription.closed) subscription.add(begin(found));
        })
        .catch((error: unknown) => fail(error, report));
    } catch (error) {
      fail(error, () => {
        throw error;
      });
    }
    return subscription;
  };
  const readable = whileOpen(view, connect);
  const loadEarlier = earlierLoader(view, async (before) => {
    const page = await read(before);
    // Without a subscriber, the view may be behind the page.
    readable.getSnapshot();
    return page;
  });
  return { ...readable, loadEarlier };
}

const isNamed = (error: unknown, name: string): boolean => (error as Partial<Error>)?.name === name;
const isClosed = (error: unknown): boolean => isNamed(error, 'RuntimeClosedError');

/** The view, connected while somebody subscribes, and for a moment at each `getSnapshot` otherwise. */
function whileOpen(view: FoldedView, connect: () => Subscription): Readable<ThreadView> {
  const { subscribe, isOpen } = whileSubscribed(view, connect);
  return {
    subscribe,
    getSnapshot() {
      if (!isOpen()) connect().unsubscribe();
      return view.getSnapshot();
    },
  };
}

/**
 * Subscribes a view to the stream after its last event. If the runtime is closed, the view completes, keeps its last
 * value, and nothing is thrown, because a component that is being unmounted may still read the view.
 *
 * @param beginAgain called if the log has the view's event no more, because the thread was forgotten. Returns what
 * connects the view anew
 */
function follow(
  view: FoldedView,
  stream: Stream,
  beginAgain: () => () => Subscription,
): Subscription {
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
      if (isClosed(error)) return view.complete();
      if (!isNamed(error, 'UnknownPositionError') || whole.closed) return failures.push(error);
      const connect = beginAgain();
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
}
