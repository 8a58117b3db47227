/** A section of knowledge: rows of one kind that share their conditions. */
import type { Evidence, Knowledge } from '../evidence/evidence.ts';
import type { FailureKind } from '../failure.ts';
import type { Condition } from './condition.ts';
import { filterOf, matches } from './match.ts';
import { type Row, type Seen, slugOf } from './row.ts';

/** Conditions of all rows of a section. */
export interface SectionOptions {
  /** All of them must hold. */
  readonly only?: readonly Condition[];
  /** None of them may hold. */
  readonly unless?: readonly Condition[];
  /** Fields beside what was seen of each row, because a condition needs them: a status. */
  readonly beside?: Exclude<Seen, string>;
  /** What the caller knows beside what was seen of each row: the provider, or whether its signal was aborted. */
  readonly given?: Knowledge;
}

export interface Section extends SectionOptions {
  /** What the section is about; the first part of `Failure.decidedBy`. */
  readonly topic: string;
  readonly kind: FailureKind;
  readonly rows: readonly Row[];
  /** The first row that matches an error; undefined if none does, or if a condition rules the section out. */
  readonly find: (evidence: Evidence) => Row | undefined;
  /** All rows that match an error. */
  readonly findAll: (evidence: Evidence) => readonly Row[];
}

/** Compiles rows into a section. */
export function section(
  topic: string,
  kind: FailureKind,
  rows: readonly Row[],
  options: SectionOptions = {},
): Section {
  const { only = [], unless = [] } = options;
  const mayMatch = filterOf(rows);
  const applies = (evidence: Evidence): boolean =>
    mayMatch(evidence) &&
    only.every(({ holds }) => holds(evidence)) &&
    !unless.some(({ holds }) => holds(evidence));
  return {
    topic,
    kind,
    rows,
    find: (evidence) =>
      applies(evidence) ? rows.find((row) => matches(row, evidence)) : undefined,
    findAll: (evidence) => (applies(evidence) ? rows.filter((row) => matches(row, evidence)) : []),
    ...options,
  };
}

/** The name of a row: `quota/insufficient_quota`. */
export const idOf = ({ topic }: Section, row: Row): string => `${topic}/${slugOf(row)}`;
