/** What redaction removes, and what it leaves (G10), over sets of forms with fake credentials and of innocent texts. */
import { describe, expect, it } from 'vitest';
import { credentialForms, fake, innocentTexts } from '../cases/fake.ts';
import { cases, clientCases } from '../cases/index.ts';
import { classifyFailure, redact } from '../src/index.ts';
import { forms } from '../src/redaction/forms.ts';
import { linkPatterns } from '../src/redaction/links.ts';
import { anyPrefix, prefixes } from '../src/redaction/prefixes.ts';
import { triesOf } from './linear.ts';

const seeds = [1, 2, 3];

/** What is left of a credential: any 8 characters of it in a row. */
const isLeft = (text: string, secret: string): boolean => {
  const length = Math.min(8, secret.length);
  return Array.from({ length: secret.length - length + 1 }, (_, at) =>
    secret.slice(at, at + length),
  ).some((part) => text.includes(part));
};

const expectRemoved = (template: string): void => {
  for (const seed of seeds) {
    const { text, secrets } = fake(template, seed);
    const clean = redact(text, 4_096);
    expect(clean).toContain('[redacted]');
    for (const secret of secrets) expect(isLeft(clean, secret), `${text} → ${clean}`).toBe(false);
  }
};

describe('a credential is removed from', () => {
  it.each(credentialForms)('$form: $text', ({ text }) => expectRemoved(text));
});

describe('a credential that its form tells', () => {
  it.each(forms)('$name', ({ seen }) => expectRemoved(seen.replaceAll('SECRET', '{secret:36}')));

  it.each(
    prefixes.flatMap(({ by, begins, least }) =>
      begins.map((begin) => ({ by, begin, text: `sent ${begin}{secret:${least}}, twice` })),
    ),
  )('$by: $begin', ({ text }) => expectRemoved(text));
});

describe('nothing is removed from', () => {
  it.each(innocentTexts)('%s', (text) => expect(redact(text, 4_096)).toBe(text));

  it('the messages of all cases', () => {
    // Four of them have a key in them, or what a mask has left of it.
    const messages = [...cases, ...clientCases].map(
      ({ error, provider }) => classifyFailure(error, { provider }).message,
    );
    const changed = messages.filter((message) => message.includes('[redacted]'));
    expect(new Set(changed).size).toBeLessThanOrEqual(4);
  });
});

describe('a text without end', () => {
  it.each([
    ...forms.map(({ name, pattern }) => ({ name, pattern })),
    ...linkPatterns.map(([name, pattern]) => ({ name, pattern })),
    { name: 'prefix', pattern: anyPrefix },
  ])('cannot be repeated by $name', ({ pattern }) =>
    expect(triesOf(pattern)).toBeLessThan(Infinity),
  );

  // Each of them makes the search try as much as it can at each place. Quadratic in 4,096 characters is still less than
  // the time that a test has; an exponent is not.
  const lures =
    'token=|token |token+|token&quot;|key/|["token", |a://b:|token\\|%25|api key of a b |eyJa.|-u a:|auth |cookie:[|密码|pat|x@|mysql |a/b@|(token|token: [a,'.split(
      '|',
    );
  it.each(lures)('of nothing but %j is read', (lure) => {
    expect(redact(lure.repeat(200_000), 500).length).toBeLessThanOrEqual(500);
  });
});
