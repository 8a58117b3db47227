/**
 * Rule for Fireworks, which answers 412 if the account is suspended or its spending limit is reached. Source:
 * docs.fireworks.ai/guides/inference-error-codes, which names one other reason: an adapter that did not load.
 */
import { at, both, not, type Rule, rule, said, status } from '../rule.ts';

export const fireworksRules: readonly Rule[] = [
  rule(
    'fireworks.account',
    'quotaExceeded',
    at(/fireworks/, both(status(412), not(said(/\blora\b|adapter|failed to load/)))),
  ),
];
