/** The check of the API key. */
import type { MiddlewareHandler } from 'hono';
import { errorResponse } from './openai-error.ts';

/**
 * Refuses a request without the key with 401; accepts all if there is no key. The response never repeats a key that was
 * sent.
 */
export function requireApiKey(apiKey: string | undefined): MiddlewareHandler {
  return async (c, next) => {
    if (apiKey === undefined || c.req.header('authorization') === `Bearer ${apiKey}`) return next();
    return errorResponse(401);
  };
}
