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
import { endRules, truncatedRules } from './endings.ts';
import { acceptedRules, frameWords, jsonRules, pageRules, unfinishedRules } from './frames.ts';
import { gatewayRules } from './gateways.ts';
import { invalidCodes, invalidWords } from './invalid.ts';
import { crowdedRules, loadCodes, loadWords } from './load.ts';
import { certificateRules, networkRules, networkWords } from './network.ts';
import { overflowCodes, overflowWords } from './overflow.ts';
import { providerRules } from './providers/index.ts';
import { quotaCodes, quotaWords } from './quota.ts';
import type { Rule } from './rule.ts';
import { retryWords, serverCodes, serverNames, serverWords } from './servers.ts';
import { statusRules } from './statuses.ts';
import { streamRules, streamWords } from './streams.ts';

export type { Rule } from './rule.ts';

/** Rules that recognise by a code the errors that the same request will meet again. */
const lastingCodes = [...overflowCodes, ...contentCodes, ...quotaCodes];

/**
 * Rules that recognise by a text, with any status, the errors that the same request will meet again. The codes of a
 * wrong key are among them, because a text about the context says more: Kimi answers with the code of a login there.
 */
const lastingWords = [
  ...pageRules,
  ...overflowWords,
  ...bucketRules,
  ...authCodes,
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
  ...crowdedRules,
  ...statusRules,
  ...truncatedRules,
  ...streamRules,
  ...networkRules,
];

/** Rules for texts and for general codes. They are last, because texts and general codes are the weakest evidence. */
const words = [
  ...callRules,
  ...invalidCodes,
  ...jsonRules,
  ...defectRules,
  ...abortWords,
  ...loadWords,
  ...serverWords,
  ...streamWords,
  ...frameWords,
  ...networkWords,
  ...serverNames,
  ...unfinishedRules,
  ...endRules,
  ...retryWords,
  ...acceptedRules,
];

/** The order of the rules, as a ladder: the first rung with a rule that matches decides. */
export const ladder: readonly { rung: string; rules: readonly Rule[] }[] = [
  { rung: 'abort', rules: abortRules },
  { rung: 'code of one provider', rules: providerRules },
  { rung: 'lasting code', rules: lastingCodes },
  { rung: 'lasting text', rules: lastingWords },
  { rung: 'refusal', rules: refusals },
  { rung: 'passing code, status or connection', rules: passing },
  { rung: 'text or general code', rules: words },
];

export const rules: readonly Rule[] = ladder.flatMap((rung) => rung.rules);
