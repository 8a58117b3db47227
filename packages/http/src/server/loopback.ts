/**
 * Who may reach a server on loopback: programs on this machine, and pages that it served itself. To listen
 * on 127.0.0.1 is not enough: any page may send requests there, and a foreign name may resolve to it.
 */
import type { MiddlewareHandler } from 'hono';
import { problemResponse } from './problem.ts';

const names = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Refuses a foreign Host (421) and a foreign Origin (403). Compared as a whole, never by a part. */
export const loopbackOnly: MiddlewareHandler = async (c, next) => {
  const host = c.req.header('host') ?? '';
  const { hostname, host: whole } = URL.parse(`http://${host}`) ?? { hostname: '', host: '' };
  // The URL parser is lenient (decimal addresses, a trailing dot): what it made of the name must be the name.
  if (!names.has(hostname) || whole !== host.toLowerCase().replace(/:80$/, '')) {
    return problemResponse({
      status: 421,
      code: 'foreign-host',
      detail: 'This server answers to 127.0.0.1 and localhost only.',
    });
  }
  const origin = c.req.header('origin');
  const site = c.req.header('sec-fetch-site') ?? 'none';
  if ((origin !== undefined && origin !== `http://${host}`) || !/^(same-origin|none)$/.test(site)) {
    return problemResponse({
      status: 403,
      code: 'foreign-origin',
      detail: 'Pages of another origin may not use this server.',
    });
  }
  return next();
};
