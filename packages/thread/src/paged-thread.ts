/** A thread whose view is paged, for components that take a thread. */
import type { PagedView, PageOptions, Thread } from './thread.ts';

/** A thread whose `getSnapshot` and `subscribe` are those of a paged view. */
export type PagedThread<V extends PagedView = PagedView> = Plain & Viewed<V> & V;

/** What a thread has besides its views. */
type Plain = Omit<Thread, 'view' | keyof PagedView>;

interface Viewed<V extends PagedView> {
  view(options?: Pick<PageOptions, 'limit'>): V;
}

/**
 * The thread with a paged view in the place of its own. Everything else is the thread's, which may be a class.
 *
 * @param options `limit`: messages on a page, 1 to 500. @default 50
 * @throws {RangeError} unless the limit is a whole number within its bounds
 */
export function pagedThread<V extends PagedView>(
  thread: Plain & Viewed<V>,
  options?: Pick<PageOptions, 'limit'>,
): PagedThread<V> {
  const own: Plain & Viewed<V> = {
    id: thread.id,
    start: (start) => thread.start(start),
    send: (runId, command) => thread.send(runId, command),
    events: (after, limit) => thread.events(after, limit),
    page: (page) => thread.page(page),
    view: (view) => thread.view(view),
    message: (id) => thread.message(id),
    forget: () => thread.forget(),
    upload: (file) => thread.upload(file),
    file: (hash) => thread.file(hash),
  };
  return Object.assign(own, thread.view(options));
}
