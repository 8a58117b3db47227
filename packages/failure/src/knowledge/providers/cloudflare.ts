/**
 * Codes of Cloudflare Workers AI and of the guardrails of Cloudflare's AI Gateway. Source:
 * developers.cloudflare.com/workers-ai/platform/errors.
 */
import { cloudflare } from './names.ts';
import { table } from './table.ts';

export const cloudflareCodes = table(cloudflare, 'developers.cloudflare.com/workers-ai/platform/errors', [
  // Code 3036 is the daily allocation of neurons.
  ['quotaExceeded', [3036]],
  ['overloaded', [3040]],
  ['timeout', [3007]],
  // Code 3008 is `Request was aborted`: the server aborted the request.
  ['serverError', [3008]],
  ['contextOverflow', [3006]],
  ['unauthorized', [3023, 5016, 5018, 10000]],
  ['contentFiltered', [2016, 2017]],
  ['invalidRequest', [3003, 3010, 3039, 3041, 3042, 5004, 5005, 5007, 5035]],
]);
