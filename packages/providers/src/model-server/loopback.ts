/** Who may reach the server: programs on this machine, and no web page but its own. */
import type { MiddlewareHandler } from 'hono';
import { errorResponse } from './openai-error.ts';

const LOOPBACK: ReadonlySet<string | undefined> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * To listen on loopback alone is not enough. A foreign name that resolves to 127.0.0.1 would let a
 * page in as same-origin, hence the Host; and a page may send what it cannot read, hence the Origin.
 */
export const loopbackOnly: MiddlewareHandler = async (c, next) => {
  const host = c.req.header('host');
  if (!LOOPBACK.has(URL.parse(`http://${host}`)?.hostname)) {
    return errorResponse(421, {
      code: 'not_loopback',
      message: 'This server answers to 127.0.0.1 and localhost only.',
    });
  }
  const origin = c.req.header('origin');
  if (origin !== undefined && origin !== `http://${host}`) {
    return errorResponse(403, {
      code: 'foreign_origin',
      message: 'Web pages of another origin may not use this server.',
    });
  }
  return next();
};
