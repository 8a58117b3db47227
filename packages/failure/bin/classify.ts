#!/usr/bin/env node
/**
 * Command-line program: prints the kind, the wait and the deciding row of an error. Example: `classify < body.json`.
 */
import { readFileSync } from 'node:fs';
import { isatty } from 'node:tty';
import { parseArgs } from 'node:util';
import { classifyFailure, type Failure, failureKinds, type MatchedRow } from '../src/index.ts';
import { caseLine } from './case-line.ts';

const help = `Usage: classify [options] [file]

Reads an error (a body, a frame of a stream, a message) from the file or from standard input, and prints
its kind and whether another attempt may succeed.

Options:
  -s, --status <code>      the HTTP status of the response
  -H, --header <name: v>   a header of the response; may be given several times
  -p, --provider <name>    the provider: openai, anthropic, dashscope …; some codes differ between providers
      --explain            list every row of knowledge that matches, by rung; the first one decides
      --json               print the failure as JSON
      --case               print a line for packages/failure/cases/cases.jsonl, without credentials
      --kind <kind>        with --case: what the error is, if the classifier is wrong
      --source <address>   with --case: where the error stands: an address without its scheme, owner/repo#123
  -h, --help               print this text`;

const options = {
  status: { type: 'string', short: 's' },
  header: { type: 'string', short: 'H', multiple: true },
  provider: { type: 'string', short: 'p' },
  explain: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  case: { type: 'boolean', default: false },
  kind: { type: 'string' },
  source: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

function read() {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    return giveUp(error instanceof Error ? error.message : String(error));
  }
}

const { values, positionals } = read();
if (values.help) {
  console.log(help);
  process.exit(0);
}
const [file, ...more] = positionals;
if (more.length > 0) giveUp('Name one file.');
// `process.stdin` is not touched, because it makes a pipe non-blocking.
if (file === undefined && isatty(0)) giveUp('Name a file, or pipe an error in.');
if (values.status !== undefined && !/^[1-5]\d\d$/.test(values.status)) {
  giveUp(`'${values.status}' is not an HTTP status.`);
}

const { kind } = values;
if (kind !== undefined && !isKind(kind)) {
  giveUp(`'${kind}' is no kind. The kinds are ${failureKinds.join(', ')}.`);
}
if (!values.case && (kind ?? values.source) !== undefined) {
  giveUp('--kind and --source belong to --case.');
}
if (values.source !== undefined && !/^(?!https?:)\S+[./#]\S+$|^RFC \d/.test(values.source)) {
  giveUp(
    `'${values.source}' is no source: an address without its scheme, owner/repo#123, a path, or an RFC.`,
  );
}
const plainHeader = (values.header ?? []).find((header) => !header.includes(':'));
if (plainHeader !== undefined) giveUp(`'${plainHeader}' is no header: write name: value.`);

const body = readBody(file);
const headers = (values.header ?? []).map((header) => header.split(/:\s*(.*)/s).slice(0, 2));
const error = {
  ...(values.status !== undefined && { statusCode: Number(values.status) }),
  ...(headers.length > 0 && { responseHeaders: Object.fromEntries(headers) }),
  responseBody: body,
};
const { matched, ...failure } = classifyFailure(error, {
  ...(values.provider !== undefined && { provider: values.provider }),
  explain: values.explain,
});
if (values.case) console.log(caseLine(error, failure, { kind, source: values.source }));
else if (values.json)
  console.log(JSON.stringify({ ...failure, ...(matched && { matched }) }, null, 2));
else
  console.log([describe(failure), ...(matched === undefined ? [] : [table(matched)])].join('\n\n'));

function isKind(word: string): word is Failure['kind'] {
  return (failureKinds as readonly string[]).includes(word);
}

function describe({
  kind,
  retryable,
  retryAfterMs,
  status,
  code,
  message,
  decidedBy,
}: Failure): string {
  const lines: [string, unknown][] = [
    ['kind', kind],
    ['retry', retryable ? 'another attempt may succeed' : 'no: the same request will fail again'],
    [
      'wait',
      retryAfterMs === undefined ? undefined : `${retryAfterMs / 1_000} s, as the server asks`,
    ],
    ['status', status],
    ['code', code],
    ['by', decidedBy],
    ['message', message],
  ];
  return lines
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name.padEnd(8)} ${value}`)
    .join('\n');
}

function table(matched: readonly MatchedRow[]): string {
  if (matched.length === 0) return 'No row of knowledge matches.';
  const width = Math.max(...matched.map(({ row }) => row.length));
  return matched
    .map(
      ({ row, kind, rung, by, source }, index) =>
        `${index === 0 ? '*' : ' '} ${row.padEnd(width)}  ${kind.padEnd(15)}  ${rung.padEnd(12)}  ${by}, ${source}`,
    )
    .join('\n');
}

function readBody(path: string | undefined): string {
  try {
    return readFileSync(path ?? 0, 'utf8').trim();
  } catch {
    return giveUp(
      path === undefined ? 'Standard input cannot be read.' : `'${path}' cannot be read.`,
    );
  }
}

function giveUp(message: string): never {
  console.error(`${message}\nTry --help.`);
  process.exit(2);
}
