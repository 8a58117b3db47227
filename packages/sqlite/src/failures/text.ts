/** A report of failures as text: for people, for programs, and as lines of cases. */
import type { FailureReport, KnownGroup, UnknownGroup } from './report.ts';

/** Two tables. Plain text, because it may be piped. */
export function reportText({ unknown, known }: FailureReport): string {
  const tables = [
    ...(unknown.length > 0 ? [unknownText(unknown)] : ['No error is unknown.']),
    ...(known.length > 0 ? [knownText(known)] : []),
  ];
  return tables.join('\n\n');
}

/** The report as JSON, for programs. */
export const reportJson = (report: FailureReport): string => json(report, 2);

/** One case a line, to be pasted into `packages/failure/cases/cases.jsonl`, where kind and source are filled in. */
export const caseLines = ({ unknown }: FailureReport): string[] =>
  unknown.map(({ failure: { kind, retryable }, specimen: { provider, error } }) =>
    json({
      kind,
      retryable,
      provider,
      source: '',
      error,
    }),
  );

function unknownText(groups: readonly UnknownGroup[]): string {
  const blocks = groups.map(({ count, firstAt, lastAt, failure, specimen }) => {
    const { provider, status, code, message } = failure;
    return [
      `${String(count).padStart(7)}  ${time(firstAt)} … ${time(lastAt)}`,
      `         provider ${word(provider)}, status ${word(status)}, code ${word(code)}`,
      `         ${printable(message)}`,
      `         ${json(specimen.error)}`,
    ].join('\n');
  });
  const head = `Attempts that failed with an error that no row of knowledge matches: ${total(groups)}`;
  return [head, ...blocks, '--cases prints these errors as cases.'].join('\n\n');
}

function knownText(groups: readonly KnownGroup[]): string {
  const width = Math.max(...groups.map(({ kind }) => kind.length));
  const lines = groups.map(
    ({ count, kind, row }) =>
      `${String(count).padStart(7)}  ${kind.padEnd(width)}  ${printable(row)}`,
  );
  const head = `Attempts that failed with a known error: ${total(groups)}`;
  return [head, '', ...lines].join('\n');
}

const total = (groups: readonly { count: number }[]): number =>
  groups.reduce((sum, { count }) => sum + count, 0);

/** The time in UTC, to the second. */
const time = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

const word = (value: string | number | undefined): string =>
  value === undefined ? '–' : printable(`${value}`);

/** The text on one line, without the control characters with which an error could write to a terminal. */
const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();

/** JSON. The characters of a string that a terminal would not show are escaped too, as UTF-16. */
const json = (value: object, indent?: number): string =>
  JSON.stringify(value, null, indent).replace(/(?!\n)[\p{Cc}\p{Cf}]/gu, (character) =>
    character.replace(/./gs, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
