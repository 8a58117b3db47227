/** The wait that the server asks for: in headers, in the body, in the text. Invalid waits are ignored. */
import { describe, expect, it } from 'vitest';
import { classifyFailure } from '../src/index.ts';

const date = 'Mon, 23 Nov 2026 10:00:00 GMT';
const now = Date.parse(date);
const waitOf = (headers: Record<string, string>, body: unknown = '', message = 'no') =>
  classifyFailure(
    Object.assign(new Error(message), {
      statusCode: 429,
      responseHeaders: { date, ...headers },
      responseBody: JSON.stringify(body),
    }),
  ).retryAfterMs;

describe('a wait in headers', () => {
  it.each<[Record<string, string>, number | undefined]>([
    [{ 'retry-after-ms': '1500' }, 1_500],
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': 'Mon, 23 Nov 2026 10:02:00 GMT' }, 120_000],
    [{ 'retry-after': 'Mon, 23 Nov 2026 09:00:00 GMT' }, undefined],
    [{ 'retry-after': String(now / 1_000 + 40) }, 40_000],
    [{ 'retry-after': '45s' }, 45_000],
    [{ 'retry-after-ms': 'soon', 'retry-after': '45' }, 45_000],
    [{ 'retry-after': '-5' }, undefined],
    [{ 'retry-after': 'NaN' }, undefined],
    [{ 'retry-after': '99999999999' }, undefined],
    [{ 'x-ratelimit-reset-tokens': '6m0s', 'x-ratelimit-remaining-tokens': '0' }, 360_000],
    [{ 'x-ratelimit-reset-requests': '59.70ms', 'x-ratelimit-remaining-requests': '0' }, 60],
    [{ 'x-ratelimit-reset-tokens': '6m0s', 'x-ratelimit-remaining-tokens': '9000' }, undefined],
    [{ 'x-ratelimit-reset': String(now + 30_000), 'x-ratelimit-remaining': '0' }, 30_000],
    [{ 'x-ratelimit-reset': String(now / 1_000 + 45) }, 45_000],
    [
      {
        'anthropic-ratelimit-requests-reset': '2026-11-23T10:00:20Z',
        'anthropic-ratelimit-requests-remaining': '0',
        'anthropic-ratelimit-tokens-reset': '2026-11-23T11:00:00Z',
        'anthropic-ratelimit-tokens-remaining': '400',
      },
      20_000,
    ],
  ])('%j', (headers, ms) => expect(waitOf(headers)).toBe(ms));
});

describe('a wait in the body', () => {
  it.each<[unknown, number | undefined]>([
    [{ error: { details: [{ retryDelay: '34.074824224s' }] } }, 34_075],
    [{ error: { resets_in_seconds: 90 } }, 90_000],
    [{ error: { resets_at: now / 1_000 + 60 } }, 60_000],
    [{ error: { resets_at: -1 } }, undefined],
    [{ error: { details: [{ quotaResetDelay: '9000s' }, { retryDelay: '12s' }] } }, 12_000],
    [{ error: { quotaResetTimeStamp: '2026-11-23T10:01:00Z' } }, 60_000],
    [{ error: { retryDelay: 'soon' } }, undefined],
  ])('%j', (body, ms) => expect(waitOf({}, body)).toBe(ms));
});

describe('a wait in the text', () => {
  it.each<[string, number | undefined]>([
    ['Please try again in 6.379s. Visit the docs', 6_379],
    ['Please try again in 1m30s.', 90_000],
    ['Try again in 23h 59m', 86_340_000],
    ['The limit resets in 5h, please try again later.', 18_000_000],
    ['Your quota will reset after 12h34m16s', 45_256_000],
    ['Please wait 23 seconds before trying again.', 23_000],
    ['Please retry after 86400 seconds.', 86_400_000],
    ['upstream closed the connection, retrying in 403ms', 403],
    ['resets at 2026-11-23T10:05:00Z (2056)', 300_000],
    ['wait 541 hours 28 minutes', 1_949_280_000],
    ['wait 5 sheep', undefined],
    ['retry in 99999999 days', undefined],
  ])('%s', (text, ms) => expect(waitOf({}, '', text)).toBe(ms));
});

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('a moment in the text', () => {
  it.each<[string, number | undefined]>([
    ['resets 3:30pm (UTC)', 5.5 * hour],
    ['resets 3am (Europe/Berlin)', 16 * hour],
    ['resets Nov 25, 9pm (America/New_York)', 2 * day + 16 * hour],
    ['resets on 1 December at 08:00 UTC', 7 * day + 22 * hour],
    ['resets Wed 9am UTC', day + 23 * hour],
    ['resets tomorrow at noon (UTC+2)', day],
    ['resets daily at midnight UTC', 14 * hour],
    ['Your limit will reset at 2026-11-29 10:00:00', 6 * day],
    ['您的限额将在 2026-11-23 15:00:00 重置', 5 * hour],
    ['resets at 2026-11-24T00:00:00+08:00 (2056)', 6 * hour],
    [`usage limit reached|${now / 1_000 + 3_600}`, hour],
    ['Please try again later. It resets at 11:00 GMT', hour],
    ['resets at 2026-11-22 10:00:00', undefined],
    ['resets 3pm (Mars/Olympus)', undefined],
    ['resets monthly', undefined],
    ['try again 5 times', undefined],
  ])('%s', (text, ms) => expect(waitOf({}, '', text)).toBe(ms));

  it('without a zone is one of this machine', () => {
    const at = new Date(now + 2 * day);
    const date = at.toLocaleString('en-US', { month: 'short', day: 'numeric', year: 'numeric' });
    const time = at.toLocaleString('en-US', { hour: 'numeric', minute: '2-digit' });
    expect(waitOf({}, '', `try again at ${date} ${time}.`)).toBe(2 * day);
  });

  it('parks a used-up plan until then', () =>
    expect(
      classifyFailure(
        Object.assign(new Error("You've hit your limit · resets 1pm (UTC)"), { headers: { date } }),
      ),
    ).toMatchObject({ kind: 'quotaExceeded', retryable: true, retryAfterMs: 3 * hour }));
});

it('a wait of more than 5 minutes turns a rate limit into a quota that is retryable', () => {
  const failure = classifyFailure(
    Object.assign(new Error('slow down'), { status: 429, headers: { 'retry-after': '3600' } }),
  );
  expect(failure).toMatchObject({
    kind: 'quotaExceeded',
    retryable: true,
    retryAfterMs: 3_600_000,
  });
});
