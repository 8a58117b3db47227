/** All rules that match an error, to see why it has its kind. */
import { type ClassifyOptions, evidenceOf } from './classify.ts';
import type { FailureKind } from './failure.ts';
import { ladder } from './rules/index.ts';

/** A rule that matches, with its place in the order. */
export interface MatchedRule {
  /** As in `Failure.rule`. */
  rule: string;
  kind: FailureKind;
  /** The rule's group: the first group with a match decides. */
  rung: string;
}

/**
 * The rules that match an error, in their order: the first one decides its kind. Empty for an error that no rule knows.
 * Never throws.
 *
 * @param error as for `classifyFailure`
 */
export function explainFailure(error: unknown, options: ClassifyOptions = {}): MatchedRule[] {
  const evidence = evidenceOf(error, options);
  return ladder.flatMap(({ rung, rules }) =>
    rules
      .filter(({ matches }) => matches(evidence))
      .map(({ name, kind }) => ({ rule: name, kind, rung })),
  );
}
