/** The limit of a request's body. */
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type Problem, problemResponse } from './problem.ts';

/**
 * Refuses a longer body with the problem, and ends its connection, because the unread rest of the body comes before the
 * next request on it.
 */
export const limitBody = (maxBytes: number, problem: Problem): MiddlewareHandler =>
  bodyLimit({
    maxSize: maxBytes,
    onError: () => problemResponse(problem, { connection: 'close' }),
  });
