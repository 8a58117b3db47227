/**
 * Tells a failure that passes from one that only looks so: what comes back the same, at once, again and
 * again is an answer to the request, whatever its status claims.
 */
import type { Failure } from '@perdure/failure';
import type { RunContext, RunEvent } from './types.ts';

/** An attempt that fails sooner than this, without a word, was refused rather than tried. Milliseconds. */
const atOnceMs = 1_000;

/**
 * These tell of the server and not of the request: an outage is the same sentence for minutes, and is
 * outlasted. 502 to 504: RFC 9110 §15.6; 520 to 524: Cloudflare; 529: Anthropic.
 */
const outages: ReadonlySet<number | undefined> = new Set([
  502, 503, 504, 520, 521, 522, 523, 524, 529,
]);

/** So do these; and a laptop without a network is refused at once, too. */
const ofTheServer: ReadonlySet<Failure['kind']> = new Set(['overloaded', 'timeout', 'network']);

/** A server that names a wait, or an outage, has given its reason: the next attempt may well succeed. */
const hasReason = ({ kind, status, retryAfterMs }: Failure): boolean =>
  retryAfterMs !== undefined || ofTheServer.has(kind) || outages.has(status);

/** Without what differs from call to call: request ids, counters, times. */
const essence = ({ kind, status, code, message }: Failure): string =>
  JSON.stringify([kind, status, code, message.replaceAll(/[\w-]{16,}|\d+/g, '#')]);

/** How often the failure has now come in a row, at once and the same; 0 if it is not of that sort. */
export function streakWith({ failure, streak }: RunContext, event: RunEvent): number {
  if (event.type !== 'attempt.failed') return 0;
  const { failure: now, tookMs = Infinity } = event;
  if (tookMs >= atOnceMs || hasReason(now)) return 0;
  const isSame = failure !== null && essence(failure) === essence(now);
  return isSame ? streak + 1 : 1;
}

/** Has it come back more often than policy takes for chance? */
export const isRepeating = (context: RunContext, event: RunEvent): boolean =>
  streakWith(context, event) > context.policy.maxRepeats;
