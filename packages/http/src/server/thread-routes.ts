/** The routes of threads: a Hono app, which is a fetch handler, to be mounted at any path. */
import type { Runtime } from '@perdure/runtime';
import { checkFunction, checkKnownOptions, checkObject } from '@perdure/thread';
import { Hono } from 'hono';
import { fileRoutes } from './file-routes.ts';
import { limitBody } from './limit-body.ts';
import { type Problem, problemOf, problemResponse } from './problem.ts';
import { Refusal } from './refusal.ts';
import { readCommand, readPage, readStart } from './requests.ts';
import { checkHeartbeat, defaultHeartbeatMs, streamThread } from './stream-thread.ts';

/** Options of `threadRoutes`. */
export interface ThreadRoutesOptions {
  /** Called with each error that the server answered with status 500. @default console.error */
  onError?: (error: unknown) => void;
  /**
   * Time between two signs of life of a stream, milliseconds. A client takes two of them without a byte for a dead
   * connection. @default 15_000
   */
  heartbeatMs?: number;
}

/** Longest JSON body of a request, bytes: 1 MiB, which holds a prompt of a book's length. */
const maxBodyBytes = 1_048_576;

const tooLarge: Problem = {
  status: 413,
  code: 'too-large',
  detail: `A body has at most ${maxBodyBytes} bytes.`,
};

/**
 * Makes the routes of a runtime's threads:
 *
 * - `POST /threads/:thread/runs` `{ prompt, runId?, model?, replaces?, onQuestion? }` → 201 `{ runId }`
 * - `POST /threads/:thread/runs/:run/commands` `{ type, … }` → 200, the receipt. The types are `run.cancel`,
 *   `run.retryNow`, `run.answer`, `run.resume`, and `run.start` for the first run of a held queue
 * - `GET /threads/:thread/events?after=0&limit=500` → 200, recorded events after a number, in order
 * - `GET /threads/:thread/messages/:message` → 200, the message in any status
 * - `POST /threads/:thread/files`, the bytes, with `Content-Type` and `Content-Disposition` → 201, the part for a prompt
 * - `GET /threads/:thread/files/:hash` → 200, the bytes, or 304 for an `If-None-Match` with the hash
 * - `GET /threads/:thread/stream` → server-sent events, resumed after `Last-Event-ID`
 * - `GET /threads` → 200, the 100 most recently changed, latest first: `[{ id, title, state, updatedAt }]`
 *
 * Ids are percent-encoded path segments. Every refusal is problem details (RFC 9457): `code` names the refusal, and the
 * fields of the runtime's error are extension members.
 *
 * @throws {InvalidOptionError} for an option out of its bounds, or with an unknown name
 */
export function threadRoutes(
  runtime: Runtime,
  {
    onError = console.error,
    heartbeatMs = defaultHeartbeatMs,
    ...others
  }: ThreadRoutesOptions = {},
): Hono {
  checkObject('runtime', runtime);
  checkFunction('onError', onError);
  checkHeartbeat(heartbeatMs);
  checkKnownOptions('', others, ['onError', 'heartbeatMs']);
  const app = new Hono();

  app.onError((error) => {
    if (error instanceof Refusal) return problemResponse(error.problem);
    const problem = problemOf(error);
    if (problem.status === 500) onError(error);
    return problemResponse(problem);
  });
  // The routes of files come before the limit, because they have their own.
  app.route('/', fileRoutes(runtime));
  app.use(limitBody(maxBodyBytes, tooLarge));

  app.get('/threads', (c) => c.json(runtime.threads()));

  app.post('/threads/:thread/runs', async (c) => {
    const { runId } = await runtime.thread(c.req.param('thread')).start(await readStart(c));
    return c.json({ runId }, 201);
  });

  app.post('/threads/:thread/runs/:run/commands', async (c) => {
    const thread = runtime.thread(c.req.param('thread'));
    return c.json(await thread.send(c.req.param('run'), await readCommand(c)));
  });

  app.get('/threads/:thread/events', async (c) => {
    const { after, limit } = readPage(c);
    return c.json(await runtime.thread(c.req.param('thread')).events(after, limit));
  });

  app.get('/threads/:thread/messages/:message', async (c) => {
    const message = await runtime.thread(c.req.param('thread')).message(c.req.param('message'));
    if (message === undefined)
      throw new Refusal(404, 'unknown-message', 'This thread has no such message.');
    return c.json(message);
  });

  app.get('/threads/:thread/stream', (c) =>
    streamThread(
      c,
      runtime.thread(c.req.param('thread')),
      heartbeatMs === undefined ? {} : { heartbeatMs },
    ),
  );

  // An unknown path is answered by a route, because Hono ignores the `notFound` handler of a mounted app.
  app.all('*', ({ req }) => {
    throw new Refusal(404, 'not-found', `There is no ${req.method} ${req.path}.`);
  });

  return app;
}
