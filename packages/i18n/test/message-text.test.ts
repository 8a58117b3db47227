/** The words for cut messages, missing results and usage, in every language. */
import { expect, test } from 'vitest';
import {
  cutText,
  heldText,
  languages,
  missingText,
  undecidedText,
  usageText,
} from '../src/index.ts';
import { speaking } from './speaking.ts';

const english = await speaking('en');

test('a message that is not whole says why', () => {
  expect(cutText(english, 'stopped')).toBe('Stopped by you');
  expect(cutText(english, 'failed')).toBe('Broken off after a tool had begun');
});

test('a tool without a result has an unknown outcome, and one with a result has no such text', () => {
  expect(missingText(english, { name: 'send_mail', missing: 'stopped' })).toBe(
    'send_mail: outcome unknown, because it was stopped at work',
  );
  expect(missingText(english, { name: 'send_mail', missing: 'lost' })).toBe(
    'send_mail: outcome unknown, because its attempt ended first',
  );
  expect(missingText(english, { name: 'send_mail' })).toBeNull();
});

test('a held queue says how many prompts wait, and why', async () => {
  const quota = { kind: 'quotaExceeded' } as const;
  expect(heldText(english, { failure: quota, count: 3 }).name).toBe(
    '3 prompts wait: Quota used up',
  );
  expect(heldText(english, { failure: quota, count: 1 }).name).toBe(
    '1 prompt waits: Quota used up',
  );
  const german = heldText(await speaking('de'), { failure: quota, count: 2 });
  expect(german.name).toBe('2 Nachrichten warten: Kontingent aufgebraucht');
});

test('usage names the numbers that are known', () => {
  const all = {
    inputTokens: 1_240,
    cacheReadTokens: 1_024,
    outputTokens: 96,
    reasoningTokens: 40,
    cacheWriteTokens: 7,
  };
  expect(usageText(english, all)).toBe(
    'Tokens: 1,240 in · 1,024 of them cached · 96 out · 40 of them thinking',
  );
  expect(usageText(english, { outputTokens: 0, inputTokens: 8, cacheReadTokens: 0 })).toBe(
    'Tokens: 8 in · 0 out',
  );
  expect(usageText(english, { cacheWriteTokens: 7 })).toBeNull();
  expect(usageText(english, null)).toBeNull();
});

test('usage is written with the digits of each language', async () => {
  const lines = await Promise.all(
    Object.keys(languages).map(async (language) =>
      usageText(await speaking(language), { inputTokens: 12_345, outputTokens: 6 }),
    ),
  );
  expect(lines).toEqual([
    'Tokens: 12,345 in · 6 out',
    '词元：输入 12,345 · 输出 6',
    'トークン：入力 12,345 · 出力 6',
    'Tokens: 12.345 Eingabe · 6 Ausgabe',
    'Tokens: 12.345 de entrada · 6 de salida',
    'Tokens : 12\u202f345 en entrée · 6 en sortie',
  ]);
});

test.each(Object.keys(languages))('%s: no text is missing', async (language) => {
  const i18n = await speaking(language);
  for (const line of [
    cutText(i18n, 'stopped'),
    cutText(i18n, 'failed'),
    missingText(i18n, { name: 'look', missing: 'stopped' }),
    missingText(i18n, { name: 'look', missing: 'lost' }),
    undecidedText(i18n),
  ])
    expect(line).toMatch(/^(?!.*(\{\{|(cut|missing|undecided)\b)).+$/);
});
