/**
 * What decides, in the order in which it decides: the first rule that matches gives the kind.
 *
 * Structure before text: an abort; codes of one provider; what lasts, though its status may say otherwise;
 * codes, statuses and broken connections that pass; words alone last.
 */
import { lastingRules } from './lasting.ts';
import { providerRules } from './providers.ts';
import { coded, named, type Rule, rule } from './rule.ts';
import { transientRules } from './transient.ts';

export type { Rule } from './rule.ts';

/** `TimeoutError` is what AbortSignal.timeout() throws; an abort may wrap it, and is then no user's. */
const abortRules: readonly Rule[] = [
  rule('abort.timeout', 'timeout', named('TimeoutError')),
  rule(
    'abort',
    'cancelled',
    named('AbortError', 'APIUserAbortError', 'CanceledError', 'ResponseAborted'),
  ),
  rule('abort.code', 'cancelled', coded('ABORT_ERR', 'ERR_CANCELED', 'ERR_ABORTED')),
];

export const rules: readonly Rule[] = [
  ...abortRules,
  ...providerRules,
  ...lastingRules,
  ...transientRules,
];
