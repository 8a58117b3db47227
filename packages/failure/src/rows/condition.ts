/** Conditions: when a section or a row counts. Each has a name, because the order's document lists it. */
import type { Evidence } from '../evidence/evidence.ts';

export type Test = (evidence: Evidence) => boolean;

/** A test with its name. */
export interface Condition {
  readonly name: string;
  readonly holds: Test;
}

/** Keeps its answers, because several sections ask it of the same error. */
export function condition(name: string, test: Test): Condition {
  const answers = new WeakMap<Evidence, boolean>();
  const holds: Test = (evidence) => {
    const known = answers.get(evidence);
    if (known !== undefined) return known;
    const answer = test(evidence);
    answers.set(evidence, answer);
    return answer;
  };
  return { name, holds };
}

/** Holds for texts with one of these patterns. */
export const says =
  (...patterns: readonly RegExp[]): Test =>
  ({ said }) =>
    patterns.some((pattern) => pattern.test(said));

export const both =
  (...tests: readonly Test[]): Test =>
  (evidence) =>
    tests.every((test) => test(evidence));

export const either =
  (...tests: readonly Test[]): Test =>
  (evidence) =>
    tests.some((test) => test(evidence));

export const not =
  (test: Test): Test =>
  (evidence) =>
    !test(evidence);

/** Holds for errors with one of these statuses. */
export const withStatus = (...statuses: readonly number[]): Condition =>
  condition(
    `status ${statuses.join(', ')}`,
    ({ status }) => status !== undefined && statuses.includes(status),
  );

/** Holds for errors without a status: there was no response, or its status is unknown. */
export const withoutStatus = condition('no status', ({ status }) => status === undefined);
