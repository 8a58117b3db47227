/** Random values of any shape and size become a failure, without a throw. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyFailure, failureKinds } from '../src/index.ts';
import { sections } from '../src/knowledge/order.ts';
import { errorLike, hostileErrors } from './any-error.ts';

const isFailure = (error: unknown) => {
  const failure = classifyFailure(error);
  expect(failureKinds).toContain(failure.kind);
  expect(failure.message.length).toBeGreaterThan(0);
  expect(failure.message.length).toBeLessThanOrEqual(500);
  expect(JSON.parse(JSON.stringify(failure))).toEqual(failure);
};

describe('a value', () => {
  it('of any shape', () => {
    fc.assert(
      fc.property(
        fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }),
        isFailure,
      ),
    );
  });

  it('that looks like an error', () => {
    fc.assert(fc.property(errorLike, isFailure), { numRuns: 2_000 });
  });

  it.each(hostileErrors())('%s', (_name, error) => isFailure(error));
});

/** Beginnings of patterns, to be repeated: a pattern that backtracks would take minutes on such a text. */
const lures = [
  'retry after ',
  'try again in 1s ',
  '1h ',
  '9',
  'limit 1 ',
  ' per ',
  'a',
  ' ',
  '{',
  '[',
  '"',
  '<html>',
  'context ',
  'exceeded ',
  'quota ',
  'resets at ',
  '?key=',
  'bearer ',
  'sk-',
  'eyJ',
  'cookie: ',
  '(4',
  'error: ',
  'status: 4',
  "'code': ",
  '\\',
  '\\"type\\": \\"',
  'A_',
  'AB_CD ',
  'ab_cd',
  'ab_cd ',
  'EABCD',
  'AbException',
  'AError',
  '[1234]',
  'code = X',
  'prompt is ',
  'input tokens must ',
  'request exceeds ',
  'length of prompt ',
  'credits ',
  'usage limit ',
  'daily ',
  'blocked ',
  'content ',
  'api key ',
  'set your ',
  'token ',
  'model ',
  'failed to load ',
  'no data ',
  'stream ',
  '超过',
  'context window is 1 ',
  'larger than ',
  'finish_reason: ',
  'account ',
  'engine ',
  'request failed after ',
  '400 bad request ',
  'https://',
  'user:a@',
  '"api_key": ',
  'authorization: token ',
  'signature=',
  'resets mon 3am ',
  'resets at 2026-11-23 ',
  'try again at nov ',
  'until 3pm (utc',
  'resets 3pm a/',
  'limit reached|1',
  'Type validation failed: Value: {',
  '.\nError message: ',
  '[{"code":"a","path":[],"message":"b"},',
  'failed to parse the a ',
  'malformed a ',
  'content-type a ',
  'expected text/event-stream ',
  'expecting value a',
  'image a ',
  'max_tokens ',
  'did not receive ',
  'http2 stream ',
  'supports only 1k ',
  'output budget ',
];

/** What was seen of each row, because its pattern begins to match in it at each repetition. */
const seen = sections.flatMap(({ rows }) =>
  rows.map(({ seen }) => (typeof seen === 'string' ? seen : (seen.message ?? ''))).filter(Boolean),
);

describe('a megabyte', () => {
  it.each([...lures, ...new Set(seen)])('of %j takes no longer than its beginning', (lure) => {
    const text = lure.repeat(Math.ceil(1_000_000 / lure.length));
    isFailure(new Error(text));
    isFailure({ statusCode: 429, responseBody: text });
    isFailure({ error: { message: text, code: text, type: text } });
  });
});
