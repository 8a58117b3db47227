/** Echoes of the user's words, wherever they stand in a long prompt. */
import { describe, expect, it } from 'vitest';
import { redact } from '../src/index.ts';

/** Words that repeat nowhere. */
const words = (count: number, seed = 1): string =>
  Array.from({ length: count }, (_, index) => ((index + seed) * 2_654_435_761).toString(36)).join(
    ' ',
  );

const prompt = words(4_000);

describe('an echo', () => {
  it.each([0, 100, 3_000, 4_200, 8_000, 30_000])(
    'from character %i of the prompt is removed',
    (at) => {
      const echo = prompt.slice(at, at + 120);
      expect(redact(`Rejected: ${echo} (see)`, 500, [prompt])).toMatch(
        /^Rejected: ?\[prompt\] ?\(see\)$/,
      );
    },
  );

  it('of 31 characters stays, and of 32 goes', () => {
    expect(redact(`>${prompt.slice(500, 531)}<`, 500, [prompt])).not.toContain('[prompt]');
    expect(redact(`>${prompt.slice(500, 532)}<`, 500, [prompt])).toBe('>[prompt]<');
  });

  it('of two prompts that overlap is one', () => {
    const text = prompt.slice(0, 200);
    expect(redact(text, 500, [prompt.slice(0, 120), prompt.slice(60, 200)])).toMatch(
      /^\[prompt\] ?$/,
    );
  });

  it('of one repeated character is removed', () =>
    expect(redact('a'.repeat(400), 500, ['a'.repeat(3_000)])).toBe('[prompt]'));

  it('of many long prompts is found in time', () => {
    const prompts = Array.from({ length: 200 }, (_, index) => words(900, index * 1_000));
    expect(redact(words(900, 77_000), 500, prompts)).toContain('[prompt]');
  });

  it('of what is no text is passed over', () =>
    expect(redact('Hello.', 500, [undefined as unknown as string])).toBe('Hello.'));
});

describe('a credential', () => {
  it.each([
    'OPENAI_API_KEY=abcdefgh123',
    '{"openai_api_key":"abcdefgh123"}',
    'DB_PASSWORD=abcdefgh123',
    'Ocp-Apim-Subscription-Key: abcdefgh123',
    'Incorrect API key provided: abcdefgh123.',
    'ABSKQmVkcm9ja0FQSUtleS1abcdefgh123',
  ])('is removed from %j', (text) => expect(redact(text)).not.toContain('abcdefgh123'));
});
