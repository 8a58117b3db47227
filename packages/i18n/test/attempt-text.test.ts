/** The labels of a timeline. */
import { expect, test } from 'vitest';
import {
  attemptCount,
  attemptText,
  durationText,
  languages,
  type TimelineAttempt,
} from '../src/index.ts';
import { speaking } from './speaking.ts';

const english = await speaking('en');

const failed: TimelineAttempt = {
  retryCount: 1,
  outcome: 'failed',
  failure: { kind: 'serverError', retryable: true, message: '503', decidedBy: 'status/5xx' },
  waitMs: 8_000,
  discarded: 'm1',
};

test('an attempt that failed in the middle of its answer', () => {
  expect(attemptText(english, failed)).toEqual({
    name: 'Attempt 2',
    outcome: 'Server error',
    waited: { text: 'waited 8 s', spoken: 'waited 8 seconds' },
    discarded: 'half an answer discarded',
    decidedBy: 'recognised by status/5xx',
  });
});

test('a wait that was cut short', () => {
  expect(attemptText(english, failed, 1_200).waited).toEqual({
    text: 'waited 1 s',
    spoken: 'waited 1 second',
  });
});

test('the other outcomes', () => {
  const quiet = { retryCount: 0, failure: null, waitMs: null, discarded: null };
  const says = (outcome: TimelineAttempt['outcome']) =>
    attemptText(english, { ...quiet, outcome }).outcome;
  expect(says('running')).toBe('under way');
  expect(says('completed')).toBe('answered');
  expect(says('asked')).toBe('asked you');
  expect(says('stopped')).toBe('cancelled');
  expect(says('lost')).toBe('lost with its process');
  expect(attemptText(english, { ...quiet, outcome: 'completed' })).toMatchObject({
    waited: null,
    discarded: null,
    decidedBy: null,
  });
});

test.each([
  [0, '0 s', '0 seconds'],
  [8_000, '8 s', '8 seconds'],
  [60_000, '1 min', '1 minute'],
  [90_400, '1 min 30 s', '1 minute 30 seconds'],
  [3_599_600, '1 h', '1 hour'],
  [5 * 3_600_000 + 120_000, '5 h 2 min', '5 hours 2 minutes'],
])('%i ms', (ms, text, spoken) => {
  expect(durationText(english, ms)).toEqual({ text, spoken });
});

test('uses the plural forms of each language', async () => {
  const spoken = await Promise.all(
    Object.keys(languages).map(async (language) => {
      const i18n = await speaking(language);
      const counts = [1, 3, 1_000_000].map((count) => attemptCount(i18n, count));
      return [
        language,
        [durationText(i18n, 1_000).spoken, durationText(i18n, 8_000).spoken, ...counts],
      ];
    }),
  );
  expect(Object.fromEntries(spoken)).toEqual({
    en: ['1 second', '8 seconds', '1 attempt', '3 attempts', '1000000 attempts'],
    'zh-CN': ['1 秒', '8 秒', '1 次尝试', '3 次尝试', '1000000 次尝试'],
    ja: ['1 秒', '8 秒', '1 回の試行', '3 回の試行', '1000000 回の試行'],
    de: ['1 Sekunde', '8 Sekunden', '1 Versuch', '3 Versuche', '1000000 Versuche'],
    es: ['1 segundo', '8 segundos', '1 intento', '3 intentos', '1000000 de intentos'],
    fr: ['1 seconde', '8 secondes', '1 essai', '3 essais', '1000000 d’essais'],
  });
});
