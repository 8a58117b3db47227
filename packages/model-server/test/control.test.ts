/** The model server's control routes, and the loopback guard. */
import { request } from 'node:http';
import { type ModelServer, startModelServer } from '@perdure/model-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RequestLog } from '../src/request-log.ts';

let server: ModelServer;
beforeEach(async () => {
  server = await startModelServer({ tokenDelayMs: 0 });
});
afterEach(() => server.close());

async function control(method: string, path: string, body?: unknown) {
  const response = await fetch(`${server.url}/control${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

const chat = (messages: unknown[]) =>
  fetch(`${server.baseUrl}/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({ model: 'perdure-demo', messages }),
  }).then((response) => response.text());

describe('the plan', () => {
  const faults = [
    { kind: 'status', status: 503, retryAfterSeconds: 2 },
    { kind: 'stall', afterTokens: 4 },
  ];

  test('is replaced as a whole, and each request uses up a fault', async () => {
    server.plan([{ kind: 'cut', afterTokens: 1 }]);
    expect(await control('PUT', '/plan', { faults })).toEqual({ status: 200, body: { faults } });
    await chat([{ role: 'user', content: 'Hello' }]);
    expect((await control('GET', '/plan')).body).toEqual({ faults: faults.slice(1) });
  });

  test.each([
    ['an unknown kind', { kind: 'explode' }, 'faults[0].kind'],
    ['a misspelt field', { kind: 'cut', afterTokens: 1, afterToken: 2 }, 'afterToken'],
    ['a missing field', { kind: 'cut' }, 'faults[0].afterTokens'],
    ['a status that is no error', { kind: 'status', status: 200 }, 'faults[0].status'],
  ])('with %s is refused and changes nothing', async (_, fault, where) => {
    await control('PUT', '/plan', { faults });
    expect(await control('PUT', '/plan', { faults: [fault] })).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining(where), param: 'faults' } },
    });
    expect((await control('GET', '/plan')).body).toEqual({ faults });
    expect(() => server.plan([fault as never])).toThrow(where.replace('faults[0].', ''));
  });
});

describe('the requests', () => {
  const messages = [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: [{ type: 'text', text: 'Hi', cache: true }], name: 'ann' },
  ];

  test('are kept as sent, newest last, until they are cleared', async () => {
    await chat(messages);
    await chat([{ role: 'user', content: 'again' }]);
    const { requests } = (await control('GET', '/requests')).body;
    expect(requests).toEqual([
      {
        id: 'chatcmpl-1',
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        model: 'perdure-demo',
        messages,
        stream: false,
        fault: 'ok',
        status: 200,
        outcome: 'completed',
        sentTokens: expect.any(Number),
        promptTokens: 3,
        cachedTokens: 0,
      },
      expect.objectContaining({
        id: 'chatcmpl-2',
        messages: [{ role: 'user', content: 'again' }],
      }),
    ]);
    expect(server.received()).toEqual(requests);

    expect(await control('DELETE', '/requests')).toEqual({ status: 204, body: undefined });
    expect(server.received()).toEqual([]);
    await chat(messages);
    expect(server.received()).toMatchObject([{ id: 'chatcmpl-3' }]);
  });

  test('are kept up to 1,000', () => {
    const log = new RequestLog();
    const prompt = { promptTokens: 0, cachedTokens: 0 };
    const request = { model: 'any', fault: 'ok', status: 200, ...prompt } as const;
    for (let n = 0; n < 1_001; n += 1) {
      log.open({ ...request, messages: [], stream: true });
    }
    expect(log.all()).toHaveLength(1_000);
    expect(log.all()[0]?.id).toBe('chatcmpl-2');
  });
});

describe('the settings', () => {
  test('can be read and changed', async () => {
    expect((await control('GET', '/settings')).body).toEqual({ tokenDelayMs: 0 });
    await control('PUT', '/settings', { tokenDelayMs: 7 });
    expect((await control('GET', '/settings')).body).toEqual({ tokenDelayMs: 7 });
  });

  test.each([{ tokenDelayMs: -1 }, { tokenDelayMs: '40' }, { delay: 40 }, {}])(
    'refuse %j',
    async (settings) => {
      expect(await control('PUT', '/settings', settings)).toMatchObject({ status: 400 });
      expect((await control('GET', '/settings')).body).toEqual({ tokenDelayMs: 0 });
    },
  );

  test('are checked before the server starts', async () => {
    await expect(startModelServer({ tokenDelayMs: -1 })).rejects.toThrow('tokenDelayMs');
  });
});

test('the front page lists the routes', async () => {
  const response = await fetch(server.url);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  const page = await response.text();
  for (const route of ['/v1/chat/completions', '/v1/models', '/control/plan', '/control/requests'])
    expect(page).toContain(route);
});

test('a port that is taken is an error', async () => {
  const port = Number(new URL(server.url).port);
  await expect(startModelServer({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

describe('the loopback guard', () => {
  /** With `request`, because `fetch` sets these headers itself. */
  const statusFor = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      request(`${server.url}/control/plan`, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });

  test.each(['127.0.0.1', 'localhost', 'localhost:1234', '[::1]:80'])(
    'accepts the host %s',
    async (host) => {
      expect(await statusFor({ host })).toBe(200);
    },
  );

  test.each(['example.com', '127.0.0.1.example.com', '192.168.0.1', 'localhost.'])(
    'refuses the host %s',
    async (host) => {
      expect(await statusFor({ host })).toBe(421);
    },
  );

  test('accepts a page of its own origin', async () => {
    expect(await statusFor({ origin: server.url })).toBe(200);
  });

  test.each(['https://example.com', 'http://127.0.0.1', 'null'])(
    'refuses a page of the origin %s',
    async (origin) => {
      expect(await statusFor({ origin })).toBe(403);
    },
  );
});
