/** A thread over HTTP: the port of `@perdure/thread`, and the state of its connection. */
import type { Readable, Thread } from '@perdure/thread';

/**
 * The state of the stream's connection.
 *
 * - `idle`: nobody subscribes
 * - `connecting`: the stream's first answer is awaited
 * - `open`: the view is up to date
 * - `lost`: the server does not answer; the client connects again and again
 */
export type ConnectionState = 'idle' | 'connecting' | 'open' | 'lost';

/** A `Thread` over HTTP. */
export interface RemoteThread extends Thread {
  /** The stream's connection. The view outlasts it. */
  readonly connection: Readable<ConnectionState>;
}
