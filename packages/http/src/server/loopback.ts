/** The loopback guard as a Hono middleware. */
import { refuseForeign } from '@perdure/loopback';
import type { MiddlewareHandler } from 'hono';
import { problemResponse } from './problem.ts';

/** Refuses a request with a foreign Host by status 421, and one with a foreign Origin by status 403. */
export const loopbackOnly: MiddlewareHandler = async (c, next) => {
  const refusal = refuseForeign((name) => c.req.header(name));
  return refusal === undefined ? next() : problemResponse({ ...refusal });
};
