/** The loopback guard as a Hono middleware that answers with OpenAI's error shape. */
import type { HttpBindings } from '@hono/node-server';
import { refuseForeign } from '@perdure/loopback';
import type { MiddlewareHandler } from 'hono';
import { errorResponse } from './openai-error.ts';

/** Refuses a foreign Host with 421, and a foreign Origin and another machine with 403. */
export const loopbackOnly: MiddlewareHandler = async (c, next) => {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  const refusal = refuseForeign((name) => c.req.header(name), {}, incoming?.socket);
  if (refusal === undefined) return next();
  const { status, code, detail: message } = refusal;
  return errorResponse(status, { code: code.replace('-', '_'), message });
};
