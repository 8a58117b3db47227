/** Which requests a server on loopback refuses: by Host, by Origin, and by what the browser says of the page. */
import { type LoopbackRules, type Peer, refuseForeign } from '@perdure/loopback';
import { describe, expect, it } from 'vitest';

const statusOf = (headers: Record<string, string>, rules?: LoopbackRules): number =>
  refuseForeign((name) => headers[name], rules)?.status ?? 200;

describe('Host', () => {
  it.each(['127.0.0.1', '127.0.0.1:4780', 'localhost', 'LOCALHOST:80', '[::1]:4780'])(
    '%j is our own',
    (host) => expect(statusOf({ host })).toBe(200),
  );

  it.each([
    '',
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    'localhost.',
    '2130706433',
    '0x7f.1',
    '127.1',
    'user@localhost',
    'localhost/path',
    'localhost?',
  ])('%j is refused', (host) => expect(statusOf({ host })).toBe(421));
});

describe('Origin', () => {
  const host = '127.0.0.1:4780';

  it('of the server itself, or none, passes', () => {
    expect(statusOf({ host })).toBe(200);
    expect(statusOf({ host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' })).toBe(200);
  });

  it.each([
    'https://evil.example',
    'null',
    'http://127.0.0.1:1',
    'http://127.0.0.1:47800',
    'http://localhost:4780',
    'https://127.0.0.1:4780',
    'http://127.0.0.1.evil.example',
  ])('%j is refused', (origin) => expect(statusOf({ host, origin })).toBe(403));

  it('of another port passes only where every page of this machine may', () => {
    const origin = 'http://localhost:5173';
    expect(statusOf({ host, origin }, { anyLocalOrigin: true })).toBe(200);
    expect(
      statusOf({ host, origin: 'http://localhost.evil.example' }, { anyLocalOrigin: true }),
    ).toBe(403);
    expect(statusOf({ host, origin: 'http://2130706433' }, { anyLocalOrigin: true })).toBe(403);
  });

  it('that is named passes, compared whole', () => {
    const rules = { origins: ['https://stately.ai'] };
    const fromPage = { host, 'sec-fetch-site': 'cross-site' };
    expect(statusOf({ ...fromPage, origin: 'https://stately.ai' }, rules)).toBe(200);
    expect(statusOf({ ...fromPage, origin: 'https://stately.ai.evil.example' }, rules)).toBe(403);
    expect(statusOf({ ...fromPage, origin: 'http://stately.ai' }, rules)).toBe(403);
  });
});

it.each(['cross-site', 'same-site', 'anything'])(
  'a page that hides its Origin and is %s is refused',
  (site) => {
    expect(statusOf({ host: 'localhost', 'sec-fetch-site': site })).toBe(403);
  },
);

describe('a socket', () => {
  const statusFrom = (peer: Peer): number =>
    refuseForeign((name) => (name === 'host' ? '127.0.0.1:4780' : undefined), {}, peer)?.status ??
    200;

  it.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1', '::FFFF:127.0.0.2'])(
    'of %s is of this machine',
    (remoteAddress) => expect(statusFrom({ remoteAddress })).toBe(200),
  );

  it.each([
    '203.0.113.9',
    '10.0.0.1',
    '172.17.0.1',
    '0.0.0.0',
    '127.0.0.1.evil.example',
    '1.127.0.0.1',
    '::ffff:203.0.113.9',
    '::127.0.0.1',
    'fe80::1',
    '2001:db8::1',
    '',
  ])('of %j is refused, whatever Host it names', (remoteAddress) =>
    expect(statusFrom({ remoteAddress })).toBe(403),
  );

  it('without an address is one of a Unix domain, and refused once it was destroyed', () => {
    expect(statusFrom({ destroyed: false })).toBe(200);
    expect(statusFrom({ destroyed: true })).toBe(403);
  });
});
