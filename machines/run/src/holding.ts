/** Which failures concern the runs that wait behind the failed one too. */
import type { Failure } from '@perdure/failure';

/**
 * Kinds of failures that the next run would meet as well: they are those of an account, of the conversation's length,
 * or of an outage that has outlasted all retries. A request that is invalid, moderated or unreadable is of its run
 * alone.
 */
const common: ReadonlySet<Failure['kind']> = new Set([
  'quotaExceeded',
  'unauthorized',
  'contextOverflow',
  'network',
  'overloaded',
  'rateLimited',
  'serverError',
  'timeout',
]);

/**
 * True if the queue behind a run that failed for good is held until somebody says so. A failure that came back at once
 * and unchanged holds nothing, because it is the server's answer to that one request.
 */
export const holdsQueue = ({ kind, repeats }: Failure): boolean =>
  common.has(kind) && repeats === undefined;
