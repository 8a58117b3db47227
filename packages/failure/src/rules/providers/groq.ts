/**
 * Rule for Groq, which answers 498 if its flex tier has no capacity. Source: console.groq.com/docs/flex-processing.
 */
import { at, type Rule, rule, status } from '../rule.ts';

export const groqRules: readonly Rule[] = [
  rule('groq.capacity', 'overloaded', at(/groq/, status(498))),
];
