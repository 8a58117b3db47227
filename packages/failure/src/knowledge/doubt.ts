/** Doubt about a 429: some servers answer with it to what they will never serve. */
import type { Evidence } from '../evidence/evidence.ts';
import { overloadPhrases, rateLimitPhrases } from './load.ts';
import { retryPhrases } from './servers.ts';

/** Words of clients and servers that say no more than the status. */
const ofTheStatus = /429|too many requests|status code|no body|https?|api|error|code|message/gi;

/**
 * True if nothing but the status says that there were too many requests, and the text says something else. Seen in: an
 * answer of 429 with `effort=max is not served`.
 *
 * @param decidedBy the name of the row that decided
 */
export const isDoubtful = (decidedBy: string, evidence: Evidence): boolean => decidedBy === 'status/429' && evidence.messages.some((message) => /\p{L}/u.test(message.replace(ofTheStatus, ''))) && ![rateLimitPhrases, overloadPhrases, retryPhrases].some(({ find }) => find(evidence) !== undefined);
