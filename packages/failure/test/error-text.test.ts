/** What was thrown, in words for records and terminals: without credentials, whatever it is (G10). */
import { describe, expect, it } from 'vitest';
import { errorText, messageOf, redactJson } from '../src/index.ts';
import { hostileErrors } from './any-error.ts';

const key = 'Zq8Wm3Kx7Lp2Rt9Vb4Nc6Hd1';

describe('the text of an error', () => {
  it('has its stack, words, numbers, causes and inner errors, without credentials and objects', () => {
    const error = Object.assign(
      new Error(`sent x-api-key: ${key}`, {
        cause: new AggregateError([new Error(`password is ${key}`)], `token=${key}`),
      }),
      { code: 'flux_lost', status: 401, apiKey: key, headers: { 'x-api-key': key } },
    );
    const text = errorText(error);
    expect(text).not.toContain(key);
    expect(text).toContain('Error: sent x-api-key: [redacted]\n    at ');
    expect(text).toContain('  code: "flux_lost"\n  status: 401\n  apiKey: "[redacted]"\n');
    expect(text).toContain('  [cause]: AggregateError: token=[redacted]\n');
    expect(text).toContain('  [error]: Error: password is [redacted]\n');
    expect(text).not.toContain('headers');
  });

  it('has a message that was set later', () => {
    const error = new Error('Before');
    error.message = 'After';
    expect(errorText(error)).toContain('After');
  });

  it('ends although a chain is a circle', () => {
    const error = new Error('Round');
    error.cause = error;
    expect(errorText(error)).not.toContain('[cause]');
  });

  it.each(hostileErrors())('is made of %s', (_name, error) => {
    expect(typeof errorText(error)).toBe('string');
    expect(messageOf(error)).not.toBe('');
  });
});

describe('in a JSON value', () => {
  it.each<[string, unknown, unknown]>([
    ['a field', { 'x-api-key': 'abc12' }, { 'x-api-key': '[redacted]' }],
    [
      'a list of headers',
      ['host', 'x', 'x-api-key', 'abc12'],
      ['host', 'x', 'x-api-key', '[redacted]'],
    ],
    ['a list of values', { 'x-api-key': [key] }, { 'x-api-key': ['[redacted]'] }],
    [
      'a record',
      [{ name: 'x-api-key', value: 'abc12' }],
      [{ name: 'x-api-key', value: '[redacted]' }],
    ],
    ['a text', { deep: [{ text: `Bearer ${key}` }] }, { deep: [{ text: 'Bearer [redacted]' }] }],
    ['a number', { pin: 123456 }, { pin: '[redacted]' }],
  ])('%s is redacted', (_name, value, clean) => expect(redactJson(value)).toEqual(clean));

  it.each<[string, unknown]>([
    ['usage', { inputTokens: 12, max_tokens: 4096, outputTokens: { total: 1 } }],
    ['ids', { id: 'req_011CSHoEeqs5C35K2UUqR7Fy', runId: '01JD5Z8Q2V7X9Y3W4R6T8P0K1M' }],
    ['words', { key: 'value', token: 'Hello', name: 'model', value: 'gpt-4o' }],
    ['nothing', [null, true, 0, '']],
  ])('%s stays', (_name, value) => expect(redactJson(value)).toEqual(value));
});
