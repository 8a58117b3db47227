/** Texts that an error must not store or show (G10): keys in their providers' formats, and the user's words. */
import { describe, expect, it } from 'vitest';
import { classifyFailure } from '../src/index.ts';
import { keys, otherSecrets, places, prompt } from './secrets.ts';

describe.each(Object.entries(keys))('a key of %s', (_name, key) => {
  it.each(Object.entries(places))('in the %s is removed', (_place, build) => {
    const text = JSON.stringify(classifyFailure(build(key)));
    expect(text).not.toContain(key.slice(-12));
    expect(text).toContain('[redacted]');
  });
});

describe('other secrets', () => {
  it.each(otherSecrets)('are removed: %s', (text) => {
    const { message } = classifyFailure(new Error(text));
    expect(message).toContain('[redacted]');
    expect(message).not.toContain('Zx81kQmVt3nL');
  });

  it.each([
    'Rate limit reached for gpt-4o-mini-2024-07-18 in organization org-abc: ask-me-anything',
    'max_tokens: 200000 is too large, see https://docs.example/limits and mail me@example.org',
    'npm install @scope/name from https://registry.example/@scope/name failed',
  ])('do not include ordinary words: %s', (text) => {
    expect(classifyFailure(new Error(text)).message).toBe(text);
  });
});

describe("the user's prompt", () => {
  const said = (message: string) =>
    classifyFailure(new Error(message), { redactAlso: [prompt] }).message;

  it('is removed from an error that echoes all of it', () => {
    expect(said(`Invalid prompt: "${prompt}" is not allowed`)).toBe(
      'Invalid prompt: "[prompt]" is not allowed',
    );
  });

  it('is removed from an error that echoes a part of it', () => {
    const stretch = prompt.slice(14, 60);
    expect(said(`Could not parse "${stretch}"!`)).toBe('Could not parse "[prompt]"!');
  });

  it('leaves a text that only shares a word with it', () => {
    expect(said('Born too late: the letter was not sent.')).toBe(
      'Born too late: the letter was not sent.',
    );
  });
});
