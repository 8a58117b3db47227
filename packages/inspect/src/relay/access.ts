/**
 * Who may look: programs on this machine, its own pages, and the viewers that are named. To listen on 127.0.0.1
 * is not enough: any page may open a socket there, and a foreign name may resolve to it.
 */
import type { IncomingHttpHeaders } from 'node:http';

export interface Refusal {
  status: number;
  reason: string;
}

const name = String.raw`(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?`;
const ownHost = new RegExp(`^${name}$`, 'i');
const ownOrigin = new RegExp(`^https?://${name}$`);

/** @param origins of the viewers that may connect, besides pages of this machine */
export function refusalOf(
  { host = '', origin }: IncomingHttpHeaders,
  origins: readonly string[],
): Refusal | undefined {
  if (!ownHost.test(host))
    return { status: 421, reason: 'The inspector answers to 127.0.0.1 and localhost only.' };
  if (origin !== undefined && !ownOrigin.test(origin) && !origins.includes(origin))
    return { status: 403, reason: 'The inspector does not know this origin.' };
  return undefined;
}
