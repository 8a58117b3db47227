/** Defects in what is removed from an error's text, and at the doors through which it leaves (G10). */
import type { Defect } from './defect.ts';
import { runtime, simulation } from './suites.ts';

const redaction = 'packages/failure/src/redaction';
const redactionTest = 'packages/failure/test/redaction.test.ts';
const doors = runtime('secrets');

export const secretsDefects: readonly Defect[] = [
  {
    name: 'a key left in a list of headers',
    breaks: 'G10',
    file: `${redaction}/value.ts`,
    find: "if (kind === 'item') return",
    put: "if (kind === 'item') return false &&",
    by: [redactionTest, simulation],
  },
  {
    name: 'a key left in a sentence',
    breaks: 'G10',
    file: `${redaction}/value.ts`,
    find: "if (kind === 'next' || kind === 'says' || kind === 'about')",
    put: "if (kind === 'says') return false;\n  if (kind === 'next' || kind === 'about')",
    by: [redactionTest, simulation],
  },
  {
    name: 'a word of validation taken for a password',
    breaks: 'G10',
    file: `${redaction}/value.ts`,
    find: '|| isPlaceholder(clean)) return false;',
    put: ') return false;',
    by: [redactionTest],
  },
  {
    name: 'an id for support taken for a key',
    breaks: 'G10',
    file: `${redaction}/looks.ts`,
    find: 'if (value.length < 16 || isId(value)) return false;',
    put: 'if (value.length < 16) return false;',
    by: [redactionTest],
  },
  {
    name: 'a key left when the attempt of a plain actor has thrown',
    breaks: 'G10',
    file: 'machines/run/src/failing.ts',
    find: 'message: messageOf(error),',
    put: 'message: String(Object(error).message ?? error),',
    by: ['machines/run/test/secrets.test.ts'],
  },
  {
    name: 'a key left when the machine itself has thrown',
    breaks: 'G10',
    file: 'packages/core/src/defect.ts',
    find: 'message: messageOf(error),',
    put: 'message: String(Object(error).message ?? error),',
    by: ['packages/core/test/core.test.ts'],
  },
  {
    name: 'a key left when an attempt is over and its retry is refused',
    breaks: 'G10',
    file: 'packages/runtime/src/attempt/not-recorded.ts',
    find: 'message: redact(`The retry',
    put: 'message: String(`The retry',
    by: [doors],
  },
  {
    name: 'a key left when an answer is refused',
    breaks: 'G10',
    file: 'packages/runtime/src/attempt/not-recorded.ts',
    find: 'message: redact(`The answer',
    put: 'message: String(`The answer',
    by: [doors],
  },
  {
    name: 'a key printed with an error that nobody could get',
    breaks: 'G10',
    file: 'packages/runtime/src/options/checked-options.ts',
    find: 'errorText(error)',
    put: 'String(Object(error).stack), errorText(error)',
    by: [doors],
  },
  {
    name: 'a key in the trace of a batch that was not written',
    breaks: 'G10',
    file: 'packages/runtime/src/batch/trace.ts',
    find: 'redact(line, mostOfLine)',
    put: 'line',
    by: [doors],
  },
  {
    name: 'a key left in the result of a tool that has thrown',
    breaks: 'G10',
    file: 'packages/providers/src/ai-sdk/chunks.ts',
    find: 'const text = redact(',
    put: 'const text = String(',
    by: ['packages/providers/test/ai-sdk/tool-values.test.ts'],
  },
  {
    name: 'a key sent with the refusal of a store',
    breaks: 'G10',
    file: 'packages/http/src/server/problem.ts',
    find: '...redactJson(members)',
    put: '...members',
    by: ['packages/http/test/secrets.test.ts'],
  },
  {
    name: 'a key shown from the log after its run is over',
    breaks: 'G10',
    file: 'packages/inspect/src/wire/shown.ts',
    find: 'redactJson(JSON.parse(JSON.stringify(value)), mostText)',
    put: 'JSON.parse(JSON.stringify(value))',
    by: ['packages/inspect/test/redaction.test.ts'],
  },
  {
    name: 'a key of a former version printed by the report',
    breaks: 'G10',
    file: 'packages/sqlite/src/failures/report.ts',
    find: '    redactJson({ ...group',
    put: '    ((shown: UnknownGroup) => shown)({ ...group',
    by: ['packages/sqlite/test/failures/failures.test.ts'],
  },
];
