/**
 * What decides, in the order in which it decides: the first rule that matches gives the kind.
 *
 * Structure before text; and what lasts before what passes, for 429, 413 and 500 are sent for all of it.
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

/** What the same request will meet again, by its code. */
const lastingCodes = [...overflowCodes, ...contentCodes, ...quotaCodes, ...authCodes];

/** The same, by what is said; whatever the status is. */
const lastingWords = [
  ...googleRules,
  ...overflowWords,
  ...bucketRules,
  ...contentWords,
  ...quotaWords,
  ...authWords,
];

/** A refusal that says no more than that it is one, and one inside of a gateway's 5xx. */
const refusals = [...deniedCodes, ...certificateRules, ...invalidWords, ...gatewayRules];

/** What may pass, by its code; then by the status; then by the ways in which a connection fails. */
const passing = [
  ...loadCodes,
  ...serverCodes,
  ...statusRules,
  ...streamRules,
  ...networkRules,
  ...truncatedRules,
];

/** Words last, and only where nothing better was there. */
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
