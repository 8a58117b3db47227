/** Decides who may connect: programs and pages of this machine, and the viewers with a listed origin. */
import type { IncomingMessage } from 'node:http';
import { refuseForeign } from '@perdure/loopback';

export interface Refusal {
  /** HTTP status of the refusal. */
  status: number;
  reason: string;
}

/**
 * The reason why a request is refused; undefined if the request is accepted.
 *
 * `Sec-Fetch-Site` is not checked, because a link on any page may open the inspector's page. That page contains no
 * data: the data comes over the socket, and a browser always sends an Origin when it opens a socket.
 *
 * @param origins of viewers that may connect, in addition to pages of this machine
 */
export function refusalOf(
  { headers: { host, origin }, socket }: IncomingMessage,
  origins: readonly string[],
): Refusal | undefined {
  const sent = { host, origin, 'sec-fetch-site': undefined };
  const refusal = refuseForeign((name) => sent[name], { origins, anyLocalOrigin: true }, socket);
  return refusal && { status: refusal.status, reason: refusal.detail };
}
