/** The check of the API key. */
import type { MiddlewareHandler } from 'hono';
import { errorResponse } from './openai-error.ts';

/**
 * Makes a middleware that refuses a request without the key with 401. It accepts every request if `apiKey` is
 * undefined. The response never repeats the key that a client sent.
 */
export function requireApiKey(apiKey: string | undefined): MiddlewareHandler {
  return async (c, next) => {
    if (apiKey === undefined || c.req.header('authorization') === `Bearer ${apiKey}`) return next();
    return errorResponse(401);
  };
}
