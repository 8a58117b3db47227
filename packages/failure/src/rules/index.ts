/**
 * All rules in their order. The first rule that matches an error decides its kind.
 *
 * Rules for codes and class names come before rules for texts. Rules for permanent errors come before rules for
 * transient ones, because servers send the statuses 429, 413 and 500 for both.
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

/** Rules that recognise by a code the errors that the same request will meet again. */
const lastingCodes = [...overflowCodes, ...contentCodes, ...quotaCodes, ...authCodes];

/** Rules that recognise by a text, with any status, the errors that the same request will meet again. */
const lastingWords = [
  ...googleRules,
  ...overflowWords,
  ...bucketRules,
  ...contentWords,
  ...quotaWords,
  ...authWords,
];

/**
 * Rules for refusals: a refusal without a reason, a wrong certificate, a wrong model or request, and a refusal inside
 * of a gateway's 5xx.
 */
const refusals = [...deniedCodes, ...certificateRules, ...invalidWords, ...gatewayRules];

/** Rules for errors that may pass: by code, then by status, then by the way in which the connection failed. */
const passing = [
  ...loadCodes,
  ...serverCodes,
  ...statusRules,
  ...streamRules,
  ...networkRules,
  ...truncatedRules,
];

/** Rules for texts and for general codes. They are last, because texts and general codes are the weakest evidence. */
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
