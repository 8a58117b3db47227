/** Decides who may connect: programs and pages of this machine, and the named viewers. */
import type { IncomingHttpHeaders } from 'node:http';
import { refuseForeign } from '@perdure/loopback';

export interface Refusal {
  /** HTTP status. */
  status: number;
  reason: string;
}

/**
 * Why a request is refused; undefined if it may pass.
 *
 * `Sec-Fetch-Site` is not read, because a link on any page may open the inspector's page. That page holds no data: the
 * data comes by the socket, and a browser always sends an Origin with a socket.
 *
 * @param origins viewers that may connect, besides pages of this machine
 */
export function refusalOf(
  { host, origin }: IncomingHttpHeaders,
  origins: readonly string[],
): Refusal | undefined {
  const sent = { host, origin, 'sec-fetch-site': undefined };
  const refusal = refuseForeign((name) => sent[name], { origins, anyLocalOrigin: true });
  return refusal && { status: refusal.status, reason: refusal.detail };
}
