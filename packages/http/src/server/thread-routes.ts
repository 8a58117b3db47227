/** The routes of threads: a Hono app, which is a fetch handler, to be mounted at any path. */
import { errorText } from '@perdure/failure';
import type { Runtime } from '@perdure/runtime';
import { checkFunction, checkKnownOptions, checkObject, tryCall } from '@perdure/thread';
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { fileRoutes } from './file-routes.ts';
import { refuseOtherMethods } from './methods.ts';
import { problemOf, problemResponse } from './problem.ts';
import { Refusal } from './refusal.ts';
import { readCommand, readMessagePage, readPage, readStart } from './requests.ts';
import { type StreamOptions, streamThread, toStreamOptions } from './stream-thread.ts';

/** Options of `threadRoutes`. */
export interface ThreadRoutesOptions extends StreamOptions {
  /**
   * Called with each error that the server answered with status 500: the error itself, which may have credentials in it.
   * @default prints it without credentials
   */
  onError?: (error: unknown) => void;
}

/**
 * Makes the routes of a runtime's threads:
 *
 * - `POST /threads/:thread/runs` `{ prompt, runId?, model?, replaces?, onQuestion? }` → 201 `{ runId }`
 * - `POST /threads/:thread/runs/:run/commands` `{ type, … }` → 200, the receipt. The types are `run.cancel`,
 *   `run.retryNow`, `run.answer`, `run.resume`, and `run.start` for the first run of a held queue
 * - `GET /threads/:thread/events?after=0&limit=500` → 200, recorded events after a number, in order
 * - `GET /threads/:thread/page?limit=50&before=…` → 200, the view of the last messages, or of those before a message; 304 for
 *   an `If-None-Match` with its ETag, and 410 for a message that is not in the conversation, or has left it
 * - `GET /threads/:thread/messages/:message` → 200, the message in any status
 * - `POST /threads/:thread/files`, the bytes, with `Content-Type` and `Content-Disposition` → 201, the part for a prompt
 * - `GET /threads/:thread/files/:hash` → 200, the bytes, or 304 for an `If-None-Match` with the hash
 * - `GET /threads/:thread/stream` → server-sent events, resumed after `Last-Event-ID`
 * - `DELETE /threads/:thread` → 204, the thread is deleted with all that belongs to it
 * - `GET /threads` → 200, the 100 most recently changed, latest first: `[{ id, title, state, updatedAt }]`
 *
 * Ids are percent-encoded path segments. Every refusal is problem details (RFC 9457): `code` names the refusal, and the
 * fields of the runtime's error are extension members. Another method is refused with 405, and OPTIONS answered with 204,
 * both with `Allow`.
 *
 * @throws {InvalidOptionError} for an option out of its bounds, or with an unknown name
 */
export function threadRoutes(
  runtime: Runtime,
  {
    onError = print,
    heartbeatMs,
    maxWaitingItems,
    maxWaitingBytes,
    ...others
  }: ThreadRoutesOptions = {},
): Hono {
  checkObject('runtime', runtime);
  checkFunction('onError', onError);
  const streamOptions = toStreamOptions({
    heartbeatMs,
    maxWaitingItems,
    maxWaitingBytes,
  } as StreamOptions);
  checkKnownOptions('', others, ['onError', ...Object.keys(streamOptions)]);
  const app = new Hono();

  app.onError((error) => {
    if (error instanceof Refusal) return problemResponse(error.problem, error.headers);
    const problem = problemOf(error);
    if (problem.status === 500) tryCall(console.error, onError, error);
    return problemResponse(problem);
  });
  app.use(({ req: { path } }, next) => {
    // Hono passes a malformed segment on as it is, which may be the id of another thread.
    if (isEncoded(path)) return next();
    throw new Refusal(400, 'bad-path', 'The path is not percent-encoded UTF-8.');
  });
  app.route('/', fileRoutes(runtime));

  app.get('/threads', async (c) => c.json(await runtime.threads()));

  app.delete('/threads/:thread', async (c) => {
    await runtime.thread(c.req.param('thread')).forget();
    return c.body(null, 204);
  });

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

  // `etag` hashes the page. A client must ask each time, because a page changes with its thread.
  app.get('/threads/:thread/page', etag(), async (c) => {
    const thread = runtime.thread(c.req.param('thread'));
    return c.json(await thread.page(readMessagePage(c)), 200, { 'cache-control': 'no-cache' });
  });

  app.get('/threads/:thread/messages/:message', async (c) => {
    const message = await runtime.thread(c.req.param('thread')).message(c.req.param('message'));
    if (message === undefined)
      throw new Refusal(404, 'unknown-message', 'This thread has no such message.');
    return c.json(message);
  });

  app.get('/threads/:thread/stream', (c) =>
    streamThread(c, runtime.thread(c.req.param('thread')), streamOptions),
  );

  refuseOtherMethods(app);
  // An unknown path is answered by a route, because Hono ignores the `notFound` handler of a mounted app.
  app.all('*', ({ req }) => {
    throw new Refusal(404, 'not-found', `There is no ${req.method} ${req.path}.`);
  });

  return app;
}

const print = (error: unknown): void => console.error('perdure:', errorText(error));

function isEncoded(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
