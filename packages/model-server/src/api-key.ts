/** Who may ask the model: the bearer of the key, if there is one. */
import type { MiddlewareHandler } from 'hono';
import { errorResponse } from './openai-error.ts';

/** Lets everybody in if there is no key. The key that was sent is never repeated. */
export function requireApiKey(apiKey: string | undefined): MiddlewareHandler {
  return async (c, next) => {
    if (apiKey === undefined || c.req.header('authorization') === `Bearer ${apiKey}`) return next();
    return errorResponse(401);
  };
}
