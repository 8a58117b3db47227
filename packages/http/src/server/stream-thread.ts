/** A thread's stream as server-sent events (WHATWG HTML, section 9.2). Each reader reads the stream at its own pace. */
import type { LocalThread } from '@perdure/runtime';
import { checkNumber, type Position } from '@perdure/thread';
import { parsePosition } from '@perdure/thread/position';
import type { Context } from 'hono';
import { httpVersionOf, outgoingOf } from './node-bindings.ts';
import { Refusal } from './refusal.ts';
import { StreamSource } from './stream-source.ts';

/** Options of `streamThread`. */
export interface StreamOptions {
  /**
   * Time between two comments in the stream, milliseconds. Comments let both sides notice a dead connection: the server
   * tells the interval to its client, which connects anew after two intervals without a byte. The server lets a reader
   * go that has taken no byte for eight intervals. @default 15_000
   */
  heartbeatMs?: number;
  /**
   * Most items that wait for one reader that is slower than the thread. With one more, the reader's connection is
   * closed; it connects again and resumes. @default 10_000
   */
  maxWaitingItems?: number;
  /** Most memory that these items take, bytes; two for a character. A single item may be larger. @default 8_388_608 */
  maxWaitingBytes?: number;
}

/** Pause of the client before it connects again, milliseconds. */
const reconnectMs = 500;

/** `no-transform`, because a proxy that compresses would hold the heartbeats back until it has a block of them. */
const headers = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

/**
 * Without `transfer-encoding`, the Node adapter collects the first chunks before it sends them. HTTP/1.0 does not know the
 * header (RFC 9112, section 6.1): a reader would take the sizes of the chunks for text. There, the end of the connection
 * ends the body.
 */
const headersFor = (c: Context): Record<string, string> =>
  httpVersionOf(c) === '1.0' ? headers : { ...headers, 'transfer-encoding': 'chunked' };

/** Completes the options. @throws {InvalidOptionError} for a value out of its bounds */
export function toStreamOptions({
  heartbeatMs = 15_000,
  maxWaitingItems = 10_000,
  maxWaitingBytes = 8_388_608,
}: StreamOptions = {}): Required<StreamOptions> {
  // At most 10 min, because no proxy keeps a silent connection for longer.
  checkNumber('heartbeatMs', heartbeatMs, { min: 10, max: 600_000 });
  const bounds = { min: 1, max: Number.MAX_SAFE_INTEGER, whole: true };
  checkNumber('maxWaitingItems', maxWaitingItems, bounds);
  checkNumber('maxWaitingBytes', maxWaitingBytes, bounds);
  return { heartbeatMs, maxWaitingItems, maxWaitingBytes };
}

/**
 * The response that streams the thread, from the start or after the request's `Last-Event-ID`. It subscribes once its
 * body is read, so that a body that nobody reads costs nothing; for HEAD it has none.
 *
 * The stream begins with an event of the type `heartbeat`, without an id, whose data is the heartbeat interval. An event
 * and not a header tells it, because a page of another origin can't read a header that the server does not expose.
 *
 * @throws {Refusal} 400 for a `Last-Event-ID` that this server did not write
 * @throws {InvalidOptionError} for an option out of its bounds
 * @throws {UnknownPositionError} if the log has no such event
 */
export function streamThread(c: Context, thread: LocalThread, options?: StreamOptions): Response {
  const { heartbeatMs, maxWaitingItems, maxWaitingBytes } = toStreamOptions(options);
  const from = positionOf(c.req.header('last-event-id'));
  // Hono (4.13.19, `src/hono-base.ts`) runs the handler of GET, drops its body, and cancels nothing.
  if (c.req.method === 'HEAD') return new Response(null, { headers: headersFor(c) });
  const { signal } = c.req.raw;
  const outgoing = outgoingOf(c);
  const source = new StreamSource({
    stream: thread.stream,
    from,
    limits: { items: maxWaitingItems, bytes: maxWaitingBytes },
    heartbeatMs,
    opening: `event: heartbeat\ndata: ${heartbeatMs}\nretry: ${reconnectMs}\n\n`,
    disconnect: outgoing && (() => outgoing.destroy()),
    onEnd: () => signal.removeEventListener('abort', cancel),
  });
  const cancel = () => source.cancel();
  source.readAhead();
  if (signal.aborted) cancel();
  else signal.addEventListener('abort', cancel);
  return new Response(new ReadableStream(source, { highWaterMark: 0 }), { headers: headersFor(c) });
}

function positionOf(lastEventId: string | undefined): Position {
  if (lastEventId === undefined) return { seq: 0 };
  const position = parsePosition(lastEventId);
  if (position === undefined)
    throw new Refusal(400, 'bad-position', 'This server did not write the Last-Event-ID.');
  return position;
}
