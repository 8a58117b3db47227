/** The routes of threads and runs, as a Hono app: a fetch handler, to be mounted where the app wants it. */
import { type Runtime, type StartOptions, UnknownRunError } from '@perdure/runtime';
import { parsePosition } from '@perdure/runtime/view';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { streamSSE } from 'hono/streaming';
import type { z } from 'zod';
import { frames } from './frames.ts';
import { type Problem, problemOf, problemResponse } from './problem.ts';
import { afterSchema, commandSchema, idSchema, startSchema } from './requests.ts';

export interface ThreadRoutesOptions {
  /** Told of what was answered with a 500. By default written to stderr. */
  onError?: (error: unknown) => void;
}

/** A prompt of a book's length fits; what is larger is a mistake or an attack. */
const maxBodyBytes = 1_048_576;

/** Between two signs of life, so that a dead connection is noticed on both sides. */
const heartbeatMs = 15_000;

/** How long a client waits before it connects anew. */
const reconnectMs = 500;

/**
 * - `POST /threads/:id/runs` `{ prompt, runId?, model?, replaces? }` → 201 `{ runId }`
 * - `POST /runs/:id/commands` `{ type: 'run.cancel' | 'run.retryNow' | 'run.answer', … }` → 200, the receipt
 * - `GET /threads` → 200, the latest first: `[{ id, title, state, updatedAt }]`
 * - `GET /threads/:id/events?after=0` → 200, up to 500 recorded events after a number, in order
 * - `GET /threads/:id/messages/:message` → 200, the message, whatever its status
 * - `GET /threads/:id/stream` → server-sent events, resumed after `Last-Event-ID`
 *
 * Anything else is answered with problem details (RFC 9457).
 */
export function threadRoutes(
  runtime: Runtime,
  { onError = console.error }: ThreadRoutesOptions = {},
): Hono {
  const app = new Hono();

  app.onError((error) => {
    if (error instanceof Refusal) return problemResponse(error.problem);
    const problem = problemOf(error);
    if (problem.status === 500) onError(error);
    return problemResponse(problem);
  });
  app.use(
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: () =>
        problemResponse({
          status: 413,
          code: 'too-large',
          detail: `A body may have ${maxBodyBytes} bytes.`,
        }),
    }),
  );

  app.post('/threads/:id/runs', async (c) => {
    const options = await body(c, startSchema);
    const run = await runtime.thread(idOf(c)).start(options as StartOptions);
    return c.json({ runId: run.id }, 201);
  });

  app.post('/runs/:id/commands', async (c) => {
    const command = await body(c, commandSchema);
    const run = runtime.run(idOf(c));
    if (run === undefined) throw new UnknownRunError(idOf(c));
    return c.json(await run.send(command));
  });

  app.get('/threads', (c) => c.json(runtime.threads()));

  app.get('/threads/:id/events', (c) => {
    const after = afterSchema.safeParse(c.req.query('after'));
    if (!after.success)
      throw new Refusal({
        status: 400,
        code: 'bad-position',
        detail: '`after` is a whole number.',
      });
    return c.json(runtime.events(idOf(c), after.data));
  });

  app.get('/threads/:id/messages/:message', (c) => {
    const message = runtime.message(c.req.param('message'));
    const run = message && runtime.run(message.runId);
    if (run?.threadId !== idOf(c))
      throw new Refusal({
        status: 404,
        code: 'unknown-message',
        detail: 'There is no such message.',
      });
    return c.json(message);
  });

  app.get('/threads/:id/stream', (c) => {
    const thread = runtime.thread(idOf(c));
    const last = c.req.header('last-event-id');
    const from = last === undefined ? { seq: 0 } : parsePosition(last);
    if (from === undefined)
      throw new Refusal({
        status: 400,
        code: 'bad-position',
        detail: 'Last-Event-ID is none of ours.',
      });
    c.header('x-accel-buffering', 'no');
    const gone = new AbortController();
    const reading = frames(thread.stream, from, gone.signal);
    return streamSSE(c, async (sse) => {
      sse.onAbort(() => gone.abort());
      const heartbeat = setInterval(() => void sse.write(': \n\n'), heartbeatMs);
      try {
        await sse.write(`retry: ${reconnectMs}\n\n`);
        for await (const frame of reading) await sse.writeSSE(frame);
      } finally {
        clearInterval(heartbeat);
      }
    });
  });

  // A mounted app has no say in what is not found, but for a route that takes the rest.
  app.all('*', ({ req }) =>
    problemResponse({
      status: 404,
      code: 'not-found',
      detail: `There is no ${req.method} ${req.path}.`,
    }),
  );

  return app;
}

class Refusal extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

function idOf(c: Context): string {
  const id = idSchema.safeParse(c.req.param('id'));
  if (id.success) return id.data;
  throw new Refusal({
    status: 400,
    code: 'bad-id',
    detail: id.error.issues[0]?.message ?? 'Bad id.',
  });
}

async function body<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  // A form that a foreign page sends needs no preflight; JSON does.
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) {
    throw new Refusal({ status: 415, code: 'not-json', detail: 'Send application/json.' });
  }
  const parsed = schema.safeParse(await c.req.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.');
  throw new Refusal({
    status: 400,
    code: 'bad-request',
    detail: `${where ? `${where}: ` : ''}${issue?.message ?? 'Bad request.'}`,
  });
}
