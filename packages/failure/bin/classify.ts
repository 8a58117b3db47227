#!/usr/bin/env node
/**
 * Command-line program: prints the kind, the wait and the deciding rule of an error. Example: `classify < body.json`.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { classifyFailure, explainFailure, type Failure, type MatchedRule } from '../src/index.ts';

const help = `Usage: classify [options] [file]

Reads an error (a body, a frame of a stream, a message) from the file or from standard input, and prints
its kind and whether another attempt may succeed.

Options:
  -s, --status <code>      the HTTP status of the response
  -H, --header <name: v>   a header of the response; may be given several times
  -p, --provider <name>    the provider: openai, anthropic, dashscope …; some codes differ between providers
      --explain            list every rule that matches, in order; the first one decides
      --json               print the failure as JSON
  -h, --help               print this text`;

const options = {
  status: { type: 'string', short: 's' },
  header: { type: 'string', short: 'H', multiple: true },
  provider: { type: 'string', short: 'p' },
  explain: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
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
const [file] = positionals;
if (file === undefined && process.stdin.isTTY) giveUp('Name a file, or pipe an error in.');
if (values.status !== undefined && !/^[1-5]\d\d$/.test(values.status)) {
  giveUp(`'${values.status}' is not an HTTP status.`);
}

const body = readBody(file);
const headers = (values.header ?? []).map((header) => header.split(/:\s*(.*)/s).slice(0, 2));
const error = { statusCode: Number(values.status), headers, responseBody: body };
const context = values.provider === undefined ? {} : { provider: values.provider };
const failure = classifyFailure(error, context);
const rules = values.explain ? explainFailure(error, context) : undefined;
if (values.json) console.log(JSON.stringify({ ...failure, ...(rules && { rules }) }, null, 2));
else console.log([describe(failure), ...(rules === undefined ? [] : [table(rules)])].join('\n\n'));

function describe({ kind, retryable, retryAfterMs, status, code, message, rule }: Failure): string {
  const lines: [string, unknown][] = [
    ['kind', kind],
    ['retry', retryable ? 'another attempt may succeed' : 'no: the same request will fail again'],
    [
      'wait',
      retryAfterMs === undefined ? undefined : `${retryAfterMs / 1_000} s, as the server asks`,
    ],
    ['status', status],
    ['code', code],
    ['rule', rule],
    ['message', message],
  ];
  return lines
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name.padEnd(8)} ${value}`)
    .join('\n');
}

function table(rules: readonly MatchedRule[]): string {
  if (rules.length === 0) return 'No rule matches.';
  const width = Math.max(...rules.map(({ rule }) => rule.length));
  return rules
    .map(
      ({ rule, kind, rung }, index) =>
        `${index === 0 ? '*' : ' '} ${rule.padEnd(width)}  ${kind.padEnd(15)}  ${rung}`,
    )
    .join('\n');
}

function readBody(path: string | undefined): string {
  try {
    return readFileSync(path ?? 0, 'utf8').trim();
  } catch {
    return giveUp(`'${path}' cannot be read.`);
  }
}

function giveUp(message: string): never {
  console.error(`${message}\nTry --help.`);
  process.exit(2);
}
