/** A thread's stream as server-sent events (WHATWG HTML, section 9.2). Each reader reads the stream at its own pace. */
import type { LocalThread } from '@perdure/runtime';
import { checkNumber, isDelta, type Position, type StreamItem } from '@perdure/thread';
import { formatPosition, parsePosition, positionAfter } from '@perdure/thread/position';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Observable } from 'rxjs';
import { Refusal } from './refusal.ts';

/** Options of `streamThread`. */
export interface StreamOptions {
  /**
   * Time between two comments in the stream, milliseconds. Comments let both sides notice a dead connection: the server
   * tells the interval to its client, which connects anew after two intervals without a byte. @default 15_000
   */
  heartbeatMs?: number;
}

export const defaultHeartbeatMs = 15_000;

/** 10 ms to 10 min, because no proxy keeps a silent connection for longer. @throws {InvalidOptionError} */
export const checkHeartbeat = (ms: number): void =>
  checkNumber('heartbeatMs', ms, { min: 10, max: 600_000 });

/** Pause of the client before it connects again, milliseconds. */
const reconnectMs = 500;

/** Most items that wait for a slow reader. If more wait, its stream ends, and the reader connects again and resumes. */
const maxWaiting = 10_000;

interface Frame {
  /** The reader's position after the frame. */
  id: string;
  data: string;
}

/**
 * The response that streams the thread, from the start or after the request's `Last-Event-ID`.
 *
 * The stream begins with an event of the type `heartbeat`, without an id, whose data is the heartbeat interval. An event
 * and not a header tells it, because a page of another origin can't read a header that the server does not expose.
 *
 * @throws {Refusal} 400 for a `Last-Event-ID` that this server did not write
 * @throws {InvalidOptionError} for a heartbeat out of its bounds
 * @throws {UnknownPositionError} if the log has no such event
 */
export function streamThread(
  c: Context,
  thread: LocalThread,
  { heartbeatMs = defaultHeartbeatMs }: StreamOptions = {},
): Response {
  checkHeartbeat(heartbeatMs);
  const from = positionOf(c.req.header('last-event-id'));
  c.header('x-accel-buffering', 'no');
  const gone = new AbortController();
  const reading = frames(thread.stream, from, gone.signal);
  const response = streamSSE(c, async (sse) => {
    sse.onAbort(() => gone.abort());
    const heartbeat = setInterval(() => void sse.write(': \n\n'), heartbeatMs);
    try {
      await sse.writeSSE({ event: 'heartbeat', data: `${heartbeatMs}`, retry: reconnectMs });
      for await (const frame of reading) await sse.writeSSE(frame);
    } finally {
      clearInterval(heartbeat);
    }
  });
  // `no-transform`, because a proxy that compresses would hold the heartbeats back until it has a block of them.
  response.headers.set('cache-control', 'no-cache, no-transform');
  return response;
}

function positionOf(lastEventId: string | undefined): Position {
  if (lastEventId === undefined) return { seq: 0 };
  const position = parsePosition(lastEventId);
  if (position === undefined)
    throw new Refusal(400, 'bad-position', 'This server did not write the Last-Event-ID.');
  return position;
}

/**
 * The frames of a stream. `frames` subscribes to it at once. The frames end when the signal aborts, when the stream
 * ends, or when too many items wait.
 *
 * @throws what the stream errors with at once, such as an UnknownPositionError
 */
function frames(
  stream: (from: Position) => Observable<StreamItem>,
  from: Position,
  signal: AbortSignal,
): AsyncGenerator<Frame> {
  let waiting: StreamItem[] = [];
  let isOver = false;
  let wake = () => {};
  const end = () => {
    isOver = true;
    wake();
  };
  let failed: { error: unknown } | undefined;
  let isReplaying = true;
  const subscription = stream(from).subscribe({
    next: (item) => {
      joinOrEnqueue(waiting, item);
      // The limit does not hold while the log is replayed, because a log may have more items.
      if (!isReplaying && waiting.length > maxWaiting) end();
      wake();
    },
    complete: end,
    error: (error: unknown) => {
      if (isReplaying) failed = { error };
      end();
    },
  });
  isReplaying = false;
  if (failed !== undefined) throw failed.error;
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  return drain();

  async function* drain(): AsyncGenerator<Frame> {
    let position = from;
    try {
      for (;;) {
        const items = waiting;
        waiting = [];
        for (const item of items) {
          if (signal.aborted) return;
          position = positionAfter(position, item);
          yield { id: formatPosition(position), data: JSON.stringify(item) };
        }
        if (isOver) return;
        if (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      signal.removeEventListener('abort', end);
      subscription.unsubscribe();
    }
  }
}

/** Adds an item to those that wait. Joins text to waiting text, so that a slow reader catches up in larger pieces. */
function joinOrEnqueue(waiting: StreamItem[], item: StreamItem): void {
  const last = waiting.at(-1);
  if (
    last !== undefined &&
    isDelta(last) &&
    isDelta(item) &&
    last.messageId === item.messageId &&
    last.index === item.index &&
    'text' in last.part &&
    'text' in item.part
  ) {
    const part = { ...last.part, text: last.part.text + item.part.text };
    waiting[waiting.length - 1] = { ...last, part };
  } else {
    waiting.push(item);
  }
}
