/** What a rule is, and the few ways in which one may look at the evidence. */
import { type Evidence, plain } from '../evidence/evidence.ts';
import type { FailureKind } from '../failure.ts';

export interface Rule {
  /** Stands on the failure that it decides. */
  name: string;
  kind: FailureKind;
  matches: Test;
}

export type Test = (evidence: Evidence) => boolean;

export const rule = (name: string, kind: FailureKind, matches: Test): Rule => ({
  name,
  kind,
  matches,
});

/** A class along the cause chain, or one that a text names. */
export const named = (...names: string[]): Test => {
  const known = new Set(names);
  return ({ names: found }) => found.some((name) => known.has(name));
};

/** A family of classes. */
export const namedLike =
  (...families: RegExp[]): Test =>
  ({ names }) =>
    names.some((name) => families.some((family) => family.test(name.slice(0, 100))));

/** A class along the cause chain alone: where a text that names it says little. */
export const thrown = (...names: string[]): Test => {
  const known = new Set(names);
  return ({ thrown: found }) => found.some((name) => known.has(name));
};

/**
 * A code, or a class that is one (AWS: `InternalServerException`), compared as a whole; `rate_limit_exceeded`,
 * `RateLimitExceeded` and `rate-limit-exceeded` are one.
 */
export const coded = (...codes: string[]): Test => {
  const known = new Set(codes.map(plain));
  return ({ codes: found, thrown: classes }) =>
    found.some((code) => known.has(code)) || classes.some((name) => known.has(plain(name)));
};

/** A family of codes. They are compared in lower case and without what separates their words. */
export const codedLike =
  (...families: RegExp[]): Test =>
  ({ codes }) =>
    codes.some((code) => families.some((family) => family.test(code)));

export const status = (...statuses: number[]): Test => {
  const known = new Set(statuses);
  return ({ status: found }) => found !== undefined && known.has(found);
};

export const statusFrom =
  (low: number, high: number): Test =>
  ({ status: found }) =>
    found !== undefined && found >= low && found <= high;

/** Nobody answered, or nobody says with what status. */
export const unanswered: Test = ({ status: found }) => found === undefined;

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

export const either =
  (...tests: Test[]): Test =>
  (evidence) =>
    tests.some((test) => test(evidence));

export const not =
  (test: Test): Test =>
  (evidence) =>
    !test(evidence);
