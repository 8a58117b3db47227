/** What a rule is, and the few ways in which one may look at the evidence. */
import type { Evidence } from '../evidence/evidence.ts';
import type { FailureKind } from '../failure.ts';

export interface Rule {
  /** Stands on the failure that it decides. */
  name: string;
  kind: FailureKind;
  matches: (evidence: Evidence) => boolean;
}

type Test = Rule['matches'];

export const rule = (name: string, kind: FailureKind, matches: Test): Rule => ({
  name,
  kind,
  matches,
});

/** A class along the cause chain. */
export const named = (...names: string[]): Test => {
  const known = new Set(names);
  return ({ names: found }) => found.some((name) => known.has(name));
};

/** A code, compared as a whole; `rate_limit_exceeded`, `RateLimitExceeded` and `rate-limit-exceeded` are one. */
export const coded = (...codes: string[]): Test => {
  const known = new Set(codes.map(plain));
  return ({ codes: found }) => found.some((code) => known.has(plain(code)));
};

const plain = (code: string): string =>
  code
    .slice(0, 100)
    .toLowerCase()
    .replace(/[^a-z0-9:]/g, '');

export const status = (...statuses: number[]): Test => {
  const known = new Set(statuses);
  return ({ status: found }) => found !== undefined && known.has(found);
};

export const statusFrom =
  (low: number, high: number): Test =>
  ({ status: found }) =>
    found !== undefined && found >= low && found <= high;

/** A phrase in what is said. Patterns are in lower case, bounded, and name no digits but with their unit. */
export const said =
  (...phrases: RegExp[]): Test =>
  ({ said: text }) =>
    phrases.some((phrase) => phrase.test(text));

/** Codes mean what their provider means by them. */
export const at =
  (providers: RegExp, test: Test): Test =>
  (evidence) =>
    providers.test(evidence.provider) && test(evidence);

export const both =
  (...tests: Test[]): Test =>
  (evidence) =>
    tests.every((test) => test(evidence));

export const not =
  (test: Test): Test =>
  (evidence) =>
    !test(evidence);
