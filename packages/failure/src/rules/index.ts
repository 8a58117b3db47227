/**
 * All rules, in order: the first that matches decides.
 *
 * Codes and class names come before texts. Permanent errors come before transient ones, because servers send 429, 413
 * and 500 for both.
 */
import { abortRules, abortWords } from './abort.ts';
import { authCodes, authWords, deniedCodes } from './auth.ts';
import { bucketRules } from './bucket.ts';
import { contentCodes, contentWords } from './content.ts';
import { callRules, defectRules } from './defects.ts';
import { gatewayRules } from './gateways.ts';
import { googleRules } from './google.ts';
import { invalidCodes, invalidWords } from './invalid.ts';
import { loadCodes, loadWords } from './load.ts';
import { certificateRules, networkRules, networkWords } from './network.ts';
import { overflowCodes, overflowWords } from './overflow.ts';
import { providerRules } from './providers/index.ts';
import { quotaCodes, quotaWords } from './quota.ts';
import type { Rule } from './rule.ts';
import { retryWords, serverCodes, serverWords } from './servers.ts';
import { statusRules } from './statuses.ts';
import { streamRules, streamWords, truncatedRules, unfinishedRules } from './streams.ts';

export type { Rule } from './rule.ts';

/** Errors that the same request will meet again, by code. */
const lastingCodes = [...overflowCodes, ...contentCodes, ...quotaCodes, ...authCodes];

/** Errors that the same request will meet again, by text, with any status. */
const lastingWords = [
  ...googleRules,
  ...overflowWords,
  ...bucketRules,
  ...contentWords,
  ...quotaWords,
  ...authWords,
];

/** Refusals: without a reason, of a certificate, of a model or a request, and inside of a gateway's 5xx. */
const refusals = [...deniedCodes, ...certificateRules, ...invalidWords, ...gatewayRules];

/** Errors that may pass: by code, then by status, then by the way in which the connection failed. */
const passing = [
  ...loadCodes,
  ...serverCodes,
  ...statusRules,
  ...streamRules,
  ...networkRules,
  ...truncatedRules,
];

/** Texts and general codes. They are last, because they are the weakest evidence. */
const words = [
  ...callRules,
  ...invalidCodes,
  ...defectRules,
  ...abortWords,
  ...loadWords,
  ...serverWords,
  ...streamWords,
  ...networkWords,
  ...unfinishedRules,
  ...retryWords,
];

export const rules: readonly Rule[] = [
  ...abortRules,
  ...providerRules,
  ...lastingCodes,
  ...lastingWords,
  ...refusals,
  ...passing,
  ...words,
];
