/** A rule, and the tests of which rules are made. */
import { type Evidence, plain } from '../evidence/evidence.ts';
import type { FailureKind } from '../failure.ts';

/** One rule of the classifier: if `matches` returns true for an error, the error is of the kind `kind`. */
export interface Rule {
  /** The name becomes `Failure.rule` of the failures that this rule decides. */
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

/** Matches a class name along the cause chain or in a text. */
export const named = (...names: string[]): Test => {
  const known = new Set(names);
  return ({ names: found }) => found.some((name) => known.has(name));
};

/** Matches a class name, along the cause chain or in a text, by pattern. */
export const namedLike =
  (...families: RegExp[]): Test =>
  ({ names }) =>
    names.some((name) => families.some((family) => family.test(name.slice(0, 100))));

/** Matches a class name along the cause chain only, for classes that mean little in a text. */
export const thrown = (...names: string[]): Test => {
  const known = new Set(names);
  return ({ thrown: found }) => found.some((name) => known.has(name));
};

/**
 * Matches a whole code, or a class name that is a code (AWS: `InternalServerException`). `rate_limit_exceeded`,
 * `RateLimitExceeded` and `rate-limit-exceeded` are the same code.
 */
export const coded = (...codes: string[]): Test => {
  const known = new Set(codes.map(plain));
  return ({ codes: found, thrown: classes }) =>
    found.some((code) => known.has(code)) || classes.some((name) => known.has(plain(name)));
};

/** Matches a code by pattern. Codes are in the form of `plain`: lower case, without separators. */
export const codedLike =
  (...families: RegExp[]): Test =>
  ({ codes }) =>
    codes.some((code) => families.some((family) => family.test(code)));

/** Matches one of the HTTP statuses. */
export const status = (...statuses: number[]): Test => {
  const known = new Set(statuses);
  return ({ status: found }) => found !== undefined && known.has(found);
};

/** Matches an HTTP status from `low` to `high`, both included. */
export const statusFrom =
  (low: number, high: number): Test =>
  ({ status: found }) =>
    found !== undefined && found >= low && found <= high;

/** Matches an error without an HTTP status: there was no response, or its status is unknown. */
export const unanswered: Test = ({ status: found }) => found === undefined;

/**
 * Matches a phrase in the error's texts. The patterns are in lower case and bounded. They take a number only together
 * with a word that says what the number is.
 */
export const said =
  (...phrases: RegExp[]): Test =>
  ({ said: text }) =>
    phrases.some((phrase) => phrase.test(text));

/** Keeps the answers of a test, because several rules ask it of the same error. */
export function kept(test: Test): Test {
  const answers = new WeakMap<Evidence, boolean>();
  return (evidence) => {
    const known = answers.get(evidence);
    if (known !== undefined) return known;
    const answer = test(evidence);
    answers.set(evidence, answer);
    return answer;
  };
}

/**
 * Limits a test to the errors of these providers, because the same code has different meanings at different providers.
 */
export const at =
  (providers: RegExp, test: Test): Test =>
  (evidence) =>
    providers.test(evidence.provider) && test(evidence);

/** Matches if all tests match. */
export const both =
  (...tests: Test[]): Test =>
  (evidence) =>
    tests.every((test) => test(evidence));

/** Matches if at least one test matches. */
export const either =
  (...tests: Test[]): Test =>
  (evidence) =>
    tests.some((test) => test(evidence));

export const not =
  (test: Test): Test =>
  (evidence) =>
    !test(evidence);
