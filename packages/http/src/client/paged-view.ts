/** The view over HTTP that begins with a page. */
import { earlierLoader, type ThreadView, whileSubscribed } from '@perdure/thread';
import type { Fetch } from './call.ts';
import type { RemotePagedView } from './remote-thread.ts';
import { ViewStream, type ViewStreamOptions } from './view-stream.ts';

/** Reads the last page, or the one before a message, with the given function. */
type ReadPage = (fetch: Fetch, before?: string) => Promise<ThreadView>;

/** @param call the function that sends the requests besides those of the stream */
export function pagedView(source: ViewStreamOptions, read: ReadPage, call: Fetch): RemotePagedView {
  const stream = new ViewStream({ ...source, begin: read });
  const { view, connection } = stream;
  const { subscribe } = whileSubscribed(view, () => stream.open());
  return {
    getSnapshot: view.getSnapshot,
    subscribe,
    connection,
    loadEarlier: earlierLoader(view, (before) => read(call, before)),
  };
}
