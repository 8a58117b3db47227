/** Doubt about a 429: some servers answer with it to what they will never serve. */
import type { Evidence } from '../evidence/evidence.ts';
import { loadWords } from './load.ts';
import type { Rule } from './rule.ts';
import { retryWords } from './servers.ts';

/** Words of clients and servers that say no more than the status. */
const ofTheStatus = /429|too many requests|status code|no body|https?|api|error|code|message/gi;

/**
 * True if nothing but the status says that there were too many requests, and the text says something else. Seen in: an
 * answer of 429 with `effort=max is not served`.
 */
export const isDoubtful = ({ name }: Pick<Rule, 'name'>, evidence: Evidence): boolean =>
  name === 'status.rateLimit' &&
  evidence.messages.some((message) => /\p{L}/u.test(message.replace(ofTheStatus, ''))) &&
  ![...loadWords, ...retryWords].some(({ matches }) => matches(evidence));
