/** The loopback guard as a Hono middleware. */
import { refuseForeign } from '@perdure/loopback';
import type { MiddlewareHandler } from 'hono';
import { problemResponse } from './problem.ts';

/** Refuses a foreign Host with 421 and a foreign Origin with 403. */
export const loopbackOnly: MiddlewareHandler = async (c, next) => {
  const refusal = refuseForeign((name) => c.req.header(name));
  return refusal === undefined ? next() : problemResponse({ ...refusal });
};
