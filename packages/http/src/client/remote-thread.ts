/** The type of a thread over HTTP: the port of `@perdure/thread`, and the state of the connection. */
import type { PagedView, PageOptions, Readable, Thread } from '@perdure/thread';

/**
 * The state of the stream's connection.
 *
 * - `idle`: nobody subscribes
 * - `connecting`: the stream's first answer is awaited
 * - `open`: the view is up to date
 * - `lost`: the server does not answer; the client connects again and again
 */
export type ConnectionState = 'idle' | 'connecting' | 'open' | 'lost';

/** A `Thread` whose runtime is reached over HTTP. */
export interface RemoteThread extends Thread {
  /** The state of the stream's connection. The view stays when the connection is lost. */
  readonly connection: Readable<ConnectionState>;
  /** Makes a view that begins with the last page. It has a connection of its own. */
  view(options?: Pick<PageOptions, 'limit'>): RemotePagedView;
}

/** A `PagedView` over HTTP. */
export interface RemotePagedView extends PagedView {
  /** The state of the connection of its stream. */
  readonly connection: Readable<ConnectionState>;
}
