/** Compares rows with the evidence of an error: one row, or all rows of a section at once. */
import { type Evidence, plain } from '../evidence/evidence.ts';
import type { Test } from './condition.ts';
import type { Row } from './row.ts';

/** The words of an error that rows of a form are compared with. */
const words = {
  code: ({ codes }) => codes,
  name: ({ names }) => names,
  thrown: ({ thrown }) => thrown,
  phrase: ({ said }) => [said],
} satisfies Record<string, (evidence: Evidence) => readonly string[]>;

type WordForm = keyof typeof words;

/** True if a row matches an error, and the row's own conditions hold. */
export const matches = (row: Row, evidence: Evidence): boolean =>
  isMarked(row, evidence) &&
  (row.only?.holds(evidence) ?? true) &&
  !(row.unless?.holds(evidence) ?? false);

function isMarked(row: Row, evidence: Evidence): boolean {
  if (row.form === 'sign') return row.mark(evidence);
  if (row.form === 'status') return evidence.status === row.mark;
  const { form, mark } = row;
  const wanted = typeof mark === 'string' ? wordOf(form, mark) : mark;
  return words[form](evidence).some((word) =>
    typeof wanted === 'string' ? word === wanted : wanted.test(word),
  );
}

const wordOf = (form: WordForm, mark: string): string => (form === 'code' ? plain(mark) : mark);

/**
 * One test for all rows of a section: it is false only if no row matches. Most sections find nothing in most errors, so
 * that their rows are not compared one by one: words are looked up in a set, and patterns are joined into one.
 */
export function filterOf(rows: readonly Row[]): Test {
  const others = rows.filter(({ form }) => form === 'sign' || form === 'status');
  const tests = (Object.keys(words) as WordForm[]).flatMap((form) => filterOfForm(rows, form));
  return (evidence) =>
    tests.some((test) => test(evidence)) || others.some((row) => isMarked(row, evidence));
}

function filterOfForm(rows: readonly Row[], form: WordForm): Test[] {
  const marks = rows.filter((row) => row.form === form).map(({ mark }) => mark);
  const known = new Set(
    marks.filter((mark) => typeof mark === 'string').map((mark) => wordOf(form, mark)),
  );
  const patterns = marks.filter((mark) => mark instanceof RegExp).map(({ source }) => source);
  const any = new RegExp(patterns.map((source) => `(?:${source})`).join('|'));
  const find = words[form];
  return [
    ...(known.size > 0
      ? [(evidence: Evidence) => find(evidence).some((word) => known.has(word))]
      : []),
    ...(patterns.length > 0
      ? [(evidence: Evidence) => find(evidence).some((word) => any.test(word))]
      : []),
  ];
}
