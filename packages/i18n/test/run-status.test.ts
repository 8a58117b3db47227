/** The status line of a run, and what the user may do next. */
import { type FailureKind, failureKinds } from '@perdure/failure';
import { runStates } from '@perdure/run/words';
import { expect, test } from 'vitest';
import { failureText, languages, nextAction, runStatus, type StatusRun } from '../src/index.ts';
import { speaking } from './speaking.ts';

const failed = (kind: FailureKind) => ({
  kind,
  retryable: true,
  message: 'upstream connect error',
  decidedBy: 'status/5xx',
});

const now = Date.UTC(2026, 10, 23, 12);

const waiting: StatusRun = {
  state: 'retrying',
  retryCount: 2,
  maxRetries: 5,
  retryAt: now + 8_000,
  failure: failed('serverError'),
};

const english = await speaking('en');
const chinese = await speaking('zh-CN');

test('waiting for a retry', () => {
  expect(runStatus(english, waiting, now)).toEqual({
    text: 'Server error, retry 2 of 5 · 8 s',
    announcement: 'Server error, retry 2 of 5',
    seconds: 8,
  });
  expect(runStatus(chinese, waiting, now)).toEqual({
    text: '服务器错误，第 2 次重试（共 5 次）· 8 秒',
    announcement: '服务器错误，第 2 次重试（共 5 次）',
    seconds: 8,
  });
});

test.each([
  [-7_999, 8],
  [-7_001, 8],
  [-7_000, 7],
  [-1, 1],
  [0, 0],
  [5_000, 0],
])('%i ms after the deadline, %i s are left', (after, seconds) => {
  expect(runStatus(english, waiting, now + 8_000 + after).seconds).toBe(seconds);
});

test('the deadline has passed, then the attempt is under way', () => {
  const text = 'Server error, retry 2 of 5 · now';
  expect(runStatus(english, waiting, now + 8_000).text).toBe(text);
  expect(runStatus(english, { ...waiting, state: 'parked' }, now + 8_000).text).toBe(text);
  const running: StatusRun = { ...waiting, state: 'running', retryAt: null };
  expect(runStatus(english, running, now)).toEqual({ text, announcement: text, seconds: null });
});

test('while the answer is written, the failure before it is not named', () => {
  const answering: StatusRun = { ...waiting, state: 'running', retryAt: null, isAnswering: true };
  const text = 'Answering, retry 2 of 5';
  expect(runStatus(english, answering, now)).toEqual({ text, announcement: text, seconds: null });
  expect(runStatus(english, { ...answering, retryCount: 0 }, now).text).toBe('Answering…');
});

test('the announcement stays the same while the seconds pass', () => {
  const heard = [0, 1_500, 7_999, 8_000].map(
    (after) => runStatus(english, waiting, now + after).announcement,
  );
  expect(new Set(heard).size).toBe(1);
});

test('a wait without a deadline has no seconds', () => {
  const text = 'Server error, retry 2 of 5';
  for (const state of ['retrying', 'parked'] as const) {
    expect(runStatus(english, { ...waiting, state, retryAt: null }, now)).toEqual({
      text,
      announcement: text,
      seconds: null,
    });
  }
});

test('parked until a time today, or on another day', () => {
  const parked: StatusRun = { ...waiting, state: 'parked', failure: failed('rateLimited') };
  const today = runStatus(english, { ...parked, retryAt: now + 90_000 }, now);
  expect(today.text).toMatch(/^Rate limited, paused until \d+:\d\d:30\s[AP]M · retry 2 of 5$/);
  expect(today.announcement).toBe(today.text);
  const later = runStatus(english, { ...parked, retryAt: now + 48 * 3_600_000 }, now);
  expect(later.text).toMatch(/^Rate limited, paused until Nov \d\d, 2026, .+ · retry 2 of 5$/);
  const inChinese = runStatus(chinese, { ...parked, retryAt: now + 90_000 }, now);
  expect(inChinese.text).toMatch(/^请求过于频繁，暂停至 \d+:\d\d:30 · 第 2 次重试（共 5 次）$/);
});

test('the end', () => {
  const end: StatusRun = { ...waiting, retryAt: null, retryCount: 5 };
  const text = (run: Partial<StatusRun>) => runStatus(english, { ...end, ...run }, now).text;
  expect(text({ state: 'failed' })).toBe('Server error, gave up after retry 5 of 5');
  expect(text({ state: 'failed', retryCount: 0, failure: failed('unauthorized') })).toBe(
    'Access denied',
  );
  expect(text({ state: 'interrupted', failure: failed('brokenStream') })).toBe(
    'Interrupted: Answer cut off',
  );
  expect(text({ state: 'cancelled' })).toBe('Cancelled');
});

test.each([
  ['stop', 'Answer complete', '回答完成'],
  ['other', 'Answer complete', '回答完成'],
  [null, 'Answer complete', '回答完成'],
  ['length', 'Answer cut off at the length limit', '回答因达到长度上限而被截断'],
  ['toolCalls', 'Stopped after a tool, without an answer', '在调用工具后停止，没有回答'],
  ['empty', 'Ended without an answer', '运行结束，没有回答'],
] as const)('a completed run with the finish reason %s', (finishReason, text, inChinese) => {
  const run: StatusRun = { ...waiting, state: 'completed', retryAt: null, finishReason };
  expect(runStatus(english, run, now)).toEqual({ text, announcement: text, seconds: null });
  expect(runStatus(chinese, run, now).text).toBe(inChinese);
});

test('a repeated failure says how often, and asks for a change', () => {
  const failure = { ...failed('rateLimited'), repeats: 4 };
  const end: StatusRun = { ...waiting, state: 'failed', retryAt: null, retryCount: 3, failure };
  expect(runStatus(english, end, now).text).toBe(
    'Rate limited 4 times in a row, each at once and the same: gave up early',
  );
  expect(runStatus(chinese, end, now).text).toContain('连续 4 次');
  expect(failureText(english, failure).nextAction).toMatch(/^Change something/);
});

test('parked until a quota is reset', () => {
  const at = new Date(2026, 10, 23, 14, 4, 30).getTime();
  const parked: StatusRun = {
    ...waiting,
    state: 'parked',
    retryAt: at,
    failure: failed('quotaExceeded'),
  };
  const today = runStatus(english, parked, at - 3_600_000);
  // Rounded up to the full minute, because the quota is not reset yet at 2:04.
  expect(today.text).toMatch(/^Waiting for the quota to reset at 2:05\sPM$/);
  expect(today.announcement).toBe(today.text);
  expect(runStatus(english, parked, at - 48 * 3_600_000).text).toMatch(
    /^Waiting for the quota to reset on Nov 23, 2026, 2:05\sPM$/,
  );
  expect(runStatus(chinese, parked, at - 3_600_000).text).toBe('等待额度于 14:05 重置');
  expect(runStatus(english, parked, at).text).toBe('Quota used up, retry 2 of 5 · now');
});

test('the same line in every language', async () => {
  const lines = await Promise.all(
    Object.keys(languages).map(async (language) => [
      language,
      runStatus(await speaking(language), waiting, now).text,
    ]),
  );
  expect(Object.fromEntries(lines)).toEqual({
    en: 'Server error, retry 2 of 5 · 8 s',
    'zh-CN': '服务器错误，第 2 次重试（共 5 次）· 8 秒',
    ja: 'サーバーエラー、再試行 2/5 · あと 8 秒',
    de: 'Serverfehler, Wiederholung 2 von 5 · 8 s',
    es: 'Error del servidor, reintento 2 de 5 · 8 s',
    fr: 'Erreur du serveur, nouvel essai 2 sur 5 · 8 s',
  });
});

test('the next action, in each state', () => {
  expect(nextAction(english, waiting)).toBe(
    'It tries again by itself. You can also try now, or cancel.',
  );
  const over = { ...waiting, state: 'failed', failure: failed('unauthorized') } as const;
  expect(nextAction(english, over)).toBe('Check the API key.');
  expect(nextAction(english, { ...over, failure: null })).toBe('Read the details, then try again.');
  expect(nextAction(chinese, { ...over, state: 'awaitingInput', failure: null })).toBe(
    '回答后会继续运行。',
  );
});

test.each(Object.keys(languages))(
  '%s: every state with every failure has a line without a missing text',
  async (language) => {
    const i18n = await speaking(language);
    for (const state of runStates) {
      for (const kind of failureKinds) {
        for (const repeats of [undefined, 1, 4]) {
          const failure = { ...failed(kind), ...(repeats !== undefined && { repeats }) };
          const run = { ...waiting, state, failure };
          const { text, announcement } = runStatus(i18n, run, now);
          for (const line of [text, announcement, nextAction(i18n, run)])
            expect(line).toMatch(/^(?!.*(\{\{|(run|retry|quota|nextAction|failure)\.)).+$/);
        }
      }
    }
  },
);

test('a kind without texts has those of an unknown error', () => {
  const kind = 'solarFlare' as FailureKind;
  expect(failureText(english, { kind }).name).toBe('Unknown error');
});
