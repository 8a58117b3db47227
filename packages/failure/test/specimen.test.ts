/** Specimens: what is kept of an error says the same as the error, is small, and has no secret and no prompt in it. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { cases } from '../cases/index.ts';
import { codeKeys, statusKeys, waitKeys } from '../src/evidence/keys.ts';
import { classifyFailure, type Specimen, specimenOf } from '../src/index.ts';
import { errorLike, hostileErrors } from './any-error.ts';
import { keys, otherSecrets, places, prompt } from './secrets.ts';

/** The specimen as it comes back from a file, as an error: what the cases do with theirs. */
const rebuilt = ({ error }: Specimen): Error =>
  Object.assign(new Error(String(error.message)), JSON.parse(JSON.stringify(error)));

function isSpecimen(error: unknown): void {
  const specimen = specimenOf(error, { provider: 'acme' });
  const json = JSON.stringify(specimen);
  expect(json.length).toBeLessThanOrEqual(2_000);
  expect(JSON.stringify(JSON.parse(json))).toBe(json);
  expect(specimen).toMatchObject({ provider: 'acme', error: { message: expect.anything() } });
}

describe('the specimen of a case', () => {
  it.each(cases)('is classified as the case: $error', ({ error, provider }) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 24, 12) });
    const options = { provider, explain: true };
    const specimen = specimenOf(error, options);
    expect(classifyFailure(rebuilt(specimen), options)).toEqual(classifyFailure(error, options));
    vi.useRealTimers();
  });
});

describe('the specimen of an unknown error', () => {
  const body = { error: { message: 'The flux is out of phase.', code: 'flux_lost', param: null } };
  const acme = Object.assign(
    new Error('Acme said no', {
      cause: Object.assign(new TypeError('phase'), { code: 'E_PHASE', port: 443 }),
    }),
    {
      name: 'AcmeError',
      url: 'https://acme.example/v1/chat',
      requestBodyValues: { messages: ['Why?'] },
      responseHeaders: {
        'Content-Type': 'application/json',
        'retry-after': '2',
        'x-request-id': 'req_1',
        'x-ratelimit-limit-requests': '60',
        'set-cookie': 'id=1',
      },
      responseBody: JSON.stringify({ ...body, request: { input: 'Why?' } }),
    },
  );

  it('has the fields with evidence, and neither its stack nor its request', () => {
    expect(specimenOf(acme, { provider: 'acme' })).toStrictEqual({
      provider: 'acme',
      error: {
        message: 'Acme said no',
        name: 'AcmeError',
        responseHeaders: {
          'content-type': 'application/json',
          'retry-after': '2',
          'x-ratelimit-limit-requests': '60',
        },
        responseBody: '{"error":{"code":"flux_lost","message":"The flux is out of phase."}}',
        cause: { name: 'TypeError', code: 'E_PHASE', message: 'phase' },
      },
    });
  });

  it.each([
    ['an error with a body', acme],
    ['a frame', { type: 'flux', ...body }],
    ['a frame as a text', JSON.stringify(body)],
    ['words', 'The flux is out of phase.'],
    ['a list', [body, body]],
    ['a body in a form that no field names', { responseBody: '{"fehler":"Der Fluss stockt."}' }],
    ['a web page', `<!doctype html>${' '.repeat(900)}<title>Flux</title>${'x'.repeat(9_000)}`],
    ['undefined', undefined],
  ])('is unknown again: %s', (_name, error) => {
    const failure = classifyFailure(error);
    expect(failure).toMatchObject({ kind: 'unknown', decidedBy: 'none' });
    const again = classifyFailure(rebuilt(specimenOf(error)));
    // An Error has a name, so that nothing at all becomes an error without a word.
    expect(again).toEqual(error === undefined ? { ...failure, message: again.message } : failure);
  });

  it('that is too large keeps the outermost fields, and a beginning of each text', () => {
    const deep = (levels: number): object => ({
      message: `level ${levels} ${'long '.repeat(400)}`,
      ...(levels > 0 && { cause: deep(levels - 1), data: deep(levels - 1) }),
    });
    const large = Object.assign(deep(4), { code: 'flux_lost' });
    isSpecimen(large);
    const { error } = specimenOf(large);
    expect(error.code).toBe('flux_lost');
    expect(error.message).toMatch(/^level 4 long/);
    expect(error.cause).toMatchObject({ message: expect.stringMatching(/^level 3 long/) });
  });

  it('that is nothing but codes keeps its message', () => {
    const words = [...codeKeys, ...statusKeys, ...waitKeys].map((key) => [key, '"'.repeat(100)]);
    const error = { ...Object.fromEntries(words), message: 'No flux.' };
    isSpecimen(error);
    expect(specimenOf(error).error).toEqual({ message: 'No flux.' });
  });

  it('that holds a number of other fields is small too', () => {
    const names = Array.from({ length: 50 }, (_, index) => `Field${'abcdefgh'[index % 8]}`);
    isSpecimen(
      Object.fromEntries(names.map((name) => [`${name}Exception`, { msg: 'x'.repeat(900) }])),
    );
  });
});

describe('of any value', () => {
  it('a specimen is small plain JSON', () => {
    fc.assert(fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), isSpecimen));
    fc.assert(fc.property(errorLike, isSpecimen), { numRuns: 2_000 });
  });

  it('that is unknown, the specimen is unknown too', () => {
    fc.assert(
      fc.property(errorLike, (error) => {
        const { kind, status } = classifyFailure(error);
        fc.pre(kind === 'unknown');
        const again = classifyFailure(rebuilt(specimenOf(error)));
        expect(again).toMatchObject({ kind });
        expect(again.status).toBe(status);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(hostileErrors())('a specimen does not throw: %s', (_name, error) => {
    isSpecimen(error);
  });

  it('of a megabyte, a specimen reads the beginning', () => {
    const text = '{"error": '.repeat(100_000);
    isSpecimen(new Error(text));
    isSpecimen({ error: { message: text, code: text }, responseBody: `{"message":"${text}"}` });
    isSpecimen(Array.from({ length: 100_000 }, () => ({ message: text })));
  });
});

describe.each(Object.entries(keys))('a key of %s', (_name, key) => {
  it.each(Object.entries(places))('in the %s is removed', (_place, build) => {
    const text = JSON.stringify(specimenOf(build(key)));
    expect(text).not.toContain(key.slice(-12));
    expect(text).toContain('[redacted]');
  });
});

describe('no specimen has', () => {
  it.each(otherSecrets)('a secret: %s', (secret) => {
    for (const error of [
      new Error(secret),
      { error: { message: secret, code: secret, type: secret } },
      { responseBody: JSON.stringify({ error: { message: secret } }) },
      { headers: { 'retry-after': secret }, name: secret, msg: 'no' },
    ]) {
      const text = JSON.stringify(specimenOf(error));
      expect(text).toContain('[redacted]');
      expect(text).not.toContain('Zx81kQmVt3nL');
    }
  });

  it('a credential in the name of the provider', () => {
    expect(specimenOf('', { provider: keys.openai }).provider).toBe('[redacted]');
  });

  it('the prompt, wherever the error repeats it', () => {
    const stretch = prompt.slice(14, 60);
    for (const error of [
      new Error(`Invalid prompt: "${prompt}"`),
      { message: `Could not parse "${stretch}"!`, code: prompt },
      { responseBody: JSON.stringify({ error: { message: `${prompt}\n"quoted"` } }) },
      { responseBody: JSON.stringify({ message: 'no', request: { prompt } }) },
      { fehler: prompt, cause: { detail: stretch } },
      JSON.stringify({ fehler: stretch }),
    ])
      expect(JSON.stringify(specimenOf(error, { redactAlso: [prompt] }))).not.toMatch(
        /Aarhus|the letter she sent/,
      );
  });
});
