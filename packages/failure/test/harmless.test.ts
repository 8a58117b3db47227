/** Texts that were judged before are judged the same. */
import { expect, it } from 'vitest';
import { redactJson } from '../src/index.ts';
import { remembering } from '../src/redaction/harmless.ts';

it('a credential is removed each time', () => {
  const value = { status: 'ok', note: 'key=sk-proj-a1B2c3D4e5F6g7H8', 'x-api-key': 'a1B2c3D4e5F6' };
  const clean = { status: 'ok', note: 'key=[redacted]', 'x-api-key': '[redacted]' };
  for (let time = 0; time < 3; time++) expect(redactJson(value)).toEqual(clean);
});

it('a text without one stays, and is a credential beside a name', () => {
  for (let time = 0; time < 3; time++) {
    expect(redactJson({ state: 'a1B2c3D4e5F6' })).toEqual({ state: 'a1B2c3D4e5F6' });
    expect(redactJson({ apiKey: 'a1B2c3D4e5F6' })).toEqual({ apiKey: '[redacted]' });
  }
});

it('remembers what is short and harmless, and at most 1,000 of it', () => {
  const judged: string[] = [];
  const isHarmless = remembering((text) => {
    judged.push(text);
    return text !== 'secret';
  });
  const long = 'x'.repeat(65);
  for (let time = 0; time < 2; time++)
    expect(['word', 'secret', long].map(isHarmless)).toEqual([true, false, true]);
  expect(judged).toEqual(['word', 'secret', long, 'secret', long]);
  for (let at = 0; at < 1_000; at++) isHarmless(`${at}`);
  isHarmless('word');
  expect(judged.filter((text) => text === 'word')).toHaveLength(2);
});
