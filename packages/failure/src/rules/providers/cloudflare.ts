/**
 * Codes of Cloudflare Workers AI and of the guardrails of Cloudflare's AI Gateway. Source:
 * developers.cloudflare.com/workers-ai/platform/errors.
 */
import { table } from './table.ts';

export const cloudflareRules = table('cloudflare', /workers-?ai|cloudflare/, [
  // Code 3036 is the daily allocation of neurons.
  ['quota', 'quotaExceeded', [3036]],
  ['capacity', 'overloaded', [3040]],
  ['timeout', 'timeout', [3007]],
  // Code 3008 is `Request was aborted`: the server aborted the request.
  ['aborted', 'serverError', [3008]],
  ['tooLarge', 'contextOverflow', [3006]],
  ['auth', 'unauthorized', [3023, 5018, 10000]],
  ['content', 'contentFiltered', [2016, 2017]],
  ['invalid', 'invalidRequest', [3003, 3010, 3039, 3041, 3042, 5004, 5005, 5007, 5016, 5035]],
]);
