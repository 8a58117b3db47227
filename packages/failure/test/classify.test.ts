/** Kinds of errors as clients throw them. Some tests name the row too, so that a failed test shows the reason. */
import { describe, expect, it } from 'vitest';
import { classifyFailure, failureKinds, transientKinds } from '../src/index.ts';

const kindOf = (error: unknown) => {
  const { kind, retryable, decidedBy } = classifyFailure(error);
  return [kind, retryable, decidedBy];
};
const http = (statusCode: number, responseHeaders = {}, responseBody = '') =>
  Object.assign(new Error(`HTTP ${statusCode}`), { statusCode, responseHeaders, responseBody });

describe('by status', () => {
  it.each([408, 409, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 529])(
    '%i is retryable',
    (status) => expect(classifyFailure(http(status)).retryable).toBe(true),
  );

  it.each([400, 401, 402, 403, 404, 413, 422])('%i is not retryable', (status) =>
    expect(classifyFailure(http(status)).retryable).toBe(false),
  );

  it('ignores the status of a 200 whose body broke', () => {
    const error = Object.assign(
      new Error('Failed to process successful response', {
        cause: new TypeError('terminated', {
          cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
        }),
      }),
      { name: 'AI_APICallError', statusCode: 200, isRetryable: true },
    );
    expect(kindOf(error)).toEqual(['brokenStream', true, 'stream/terminated']);
  });
});

describe('by code', () => {
  it('tells a used-up account from a rate limit, although both are 429', () => {
    const body = (code: string) => JSON.stringify({ error: { message: 'no', code } });
    expect(kindOf(http(429, {}, body('insufficient_quota')))).toEqual([
      'quotaExceeded',
      false,
      'quota/insufficient_quota',
    ]);
    expect(kindOf(http(429, {}, body('rate_limit_exceeded')))[0]).toBe('rateLimited');
  });

  it('reads an error frame of a stream, as an object and as a text', () => {
    const frame = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
    expect(classifyFailure(frame)).toMatchObject({ kind: 'overloaded', message: 'Overloaded' });
    expect(classifyFailure(JSON.stringify(frame))).toMatchObject({ kind: 'overloaded' });
  });

  it.each([
    ['ECONNRESET', 'network'],
    ['ENOTFOUND', 'network'],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
    ['ERR_STREAM_PREMATURE_CLOSE', 'brokenStream'],
  ])('finds %s in the cause chain', (code, kind) => {
    const cause = Object.assign(new Error('deep'), { code });
    expect(classifyFailure(new Error('fetch failed', { cause }))).toMatchObject({ kind, code });
  });
});

describe('an abort', () => {
  it('by the user is cancelled, and by AbortSignal.timeout() a timeout', () => {
    expect(kindOf(new DOMException('This operation was aborted', 'AbortError'))[0]).toBe(
      'cancelled',
    );
    expect(kindOf(new DOMException('timed out', 'TimeoutError'))).toEqual([
      'timeout',
      true,
      'timeout/TimeoutError',
    ]);
  });
});

describe("the caller's own signal", () => {
  const abort = new DOMException('This operation was aborted', 'AbortError');
  const socket = Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
  const kind = (error: unknown, aborted: boolean) => classifyFailure(error, { aborted }).kind;

  it('makes an error of any client cancelled once it was aborted', () => {
    expect(kind(socket, true)).toBe('cancelled');
    expect(kind(new TypeError('terminated'), true)).toBe('cancelled');
    expect(kind(new DOMException('timed out', 'TimeoutError'), true)).toBe('timeout');
    expect(kind(http(401), true)).toBe('unauthorized');
  });

  it.each([
    [abort, 'timeout'],
    [new Error('Request was aborted.'), 'timeout'],
    [Object.assign(new Error('canceled'), { code: 'ERR_CANCELED' }), 'timeout'],
    [new Error('1 CANCELLED: Cancelled on client'), 'timeout'],
    [socket, 'network'],
    [new Error('no', { cause: Object.assign(new Error('reset'), { code: 'EPIPE' }) }), 'network'],
  ])('leaves an abort to be tried again if it was not: %s', (error, expected) => {
    expect(classifyFailure(error, { aborted: false })).toMatchObject({
      kind: expected,
      retryable: true,
    });
  });
});

describe('the server', () => {
  it.each([
    [{ 'Retry-After': '7' }, 7_000],
    [{ 'retry-after-ms': '1500.2', 'retry-after': '9' }, 1_501],
    [
      { 'retry-after': 'Mon, 23 Nov 2026 10:00:30 GMT', date: 'Mon, 23 Nov 2026 10:00:00 GMT' },
      30_000,
    ],
    [{ 'retry-after': '-5' }, undefined],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '99999999999' }, undefined],
  ])('asks for a wait: %j', (headers, ms) => {
    expect(classifyFailure(http(429, headers)).retryAfterMs).toBe(ms);
    expect(
      classifyFailure(Object.assign(http(429), { responseHeaders: new Headers(headers) }))
        .retryAfterMs,
    ).toBe(ms);
  });

  it('may forbid a retry with x-should-retry', () => {
    expect(classifyFailure(http(503, { 'x-should-retry': 'false' })).retryable).toBe(false);
  });
});

describe('any value', () => {
  const circular = new Error('round');
  circular.cause = circular;
  const hostile = {
    get message() {
      throw new Error('no');
    },
    get cause() {
      throw new Error('no');
    },
  };

  it.each(
    Object.entries({
      undefined,
      null: null,
      empty: '',
      number: 42,
      symbol: Symbol('x'),
      circular,
      hostile,
      array: [],
    }),
  )('%s becomes a failure, without a throw', (_name, error) => {
    const { kind, retryable, message } = classifyFailure(error);
    expect([kind, retryable]).toEqual(['unknown', false]);
    expect(message).not.toBe('');
  });

  it('of a megabyte has a message of 500 characters', () => {
    expect(classifyFailure(new Error('x'.repeat(1_000_000))).message).toHaveLength(500);
  });
});

describe('a credential', () => {
  it.each([
    'Incorrect API key provided: sk-proj-abcdefghijklmnop1234',
    'Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.abcdefghijkl',
    'GET https://host/v1?key=AIzaSyA1234567890abcdefghij failed',
    '{"x-api-key": "secret-secret-1234"}',
  ])('is removed from the text: %s', (text) => {
    const { message } = classifyFailure(new Error(text));
    expect(message).toContain('[redacted]');
    expect(message).not.toMatch(/abcdefghij|1234/);
  });
});

it('lists each kind once, transient kinds included', () => {
  expect(new Set(failureKinds).size).toBe(failureKinds.length);
  expect(transientKinds.every((kind) => failureKinds.includes(kind))).toBe(true);
});

describe('an explanation', () => {
  const body = JSON.stringify({
    error: { code: 'insufficient_quota', message: 'Too many requests' },
  });

  it('has every row that matches, and the first one decides', () => {
    const { decidedBy, matched = [] } = classifyFailure(http(429, {}, body), { explain: true });
    expect(matched[0]).toEqual({
      row: 'quota/insufficient_quota',
      kind: 'quotaExceeded',
      rung: 'lasting code',
      by: 'openai',
      source: 'platform.openai.com/docs/guides/error-codes',
    });
    expect(decidedBy).toBe('quota/insufficient_quota');
    expect(matched.map(({ kind }) => kind)).toContain('rateLimited');
  });

  it('of an error that no row knows is empty', () =>
    expect(classifyFailure(new Error('Hm.'), { explain: true }).matched).toEqual([]));

  it('is given only if it is asked for', () =>
    expect(classifyFailure(http(429, {}, body))).not.toHaveProperty('matched'));
});

describe('a 429', () => {
  const doubtful = (body: string) => classifyFailure(http(429, {}, body)).doubtful;

  it.each([
    '{"error":{"message":"effort=max is not served"}}',
    '{"error":{"message":"Not for you."}}',
  ])('whose text says something else than a limit is doubtful: %s', (body) =>
    expect(doubtful(body)).toBe(true),
  );

  it.each([
    '',
    '429',
    'Too Many Requests',
    '429 status code (no body)',
    '{"error":{"message":"Rate limit reached for requests per minute."}}',
    '{"error":{"code":"1305","message":"The service may be temporarily overloaded"}}',
    '{"error":{"message":"Please try again later."}}',
  ])('that says no more, or says so, is not: %s', (body) => expect(doubtful(body)).toBeUndefined());
});
