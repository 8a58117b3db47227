/** The loopback guard as a Hono middleware. */
import { refuseForeign } from '@perdure/loopback';
import type { MiddlewareHandler } from 'hono';
import { socketOf } from './node-bindings.ts';
import { problemResponse } from './problem.ts';

/**
 * Refuses a request with a foreign Host by status 421, and one with a foreign Origin or from another machine by status
 * 403. The address is that of the socket, which only the Node adapter gives; with another adapter the names alone are
 * compared.
 */
export const loopbackOnly: MiddlewareHandler = async (c, next) => {
  const refusal = refuseForeign((name) => c.req.header(name), {}, socketOf(c));
  return refusal === undefined ? next() : problemResponse({ ...refusal });
};
