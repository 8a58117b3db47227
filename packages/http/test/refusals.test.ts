/** What the server refuses, and how it says so. */
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { answer, scripted } from '@perdure/providers/scripted';
import { Hono } from 'hono';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { loopbackOnly } from '../src/server/index.ts';
import { raw, type Served, serve } from './server.ts';

let served: Served;
beforeEach(async () => {
  served = await serve(scripted(answer('Yes.')));
});

const json = { 'content-type': 'application/json' };
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  raw(served, {
    method: 'POST',
    path,
    body: JSON.stringify(body),
    headers: { ...json, ...headers },
  });
const start = '/api/threads/t1/runs';

describe('a request for a foreign Host', () => {
  it.each(['evil.example', '127.0.0.1.evil.example', 'localhost.', '2130706433'])(
    '%j is refused with 421',
    async (host) => {
      const response = await raw(served, { headers: { host } });
      expect(response.status).toBe(421);
      expect(JSON.parse(response.text)).toMatchObject({ code: 'foreign-host' });
    },
  );

  it('is answered under both of its own names', async () => {
    for (const name of ['127.0.0.1', 'localhost']) {
      expect((await raw(served, { headers: { host: `${name}:${served.port}` } })).status).toBe(200);
    }
  });
});

describe('a request from a foreign page', () => {
  it.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'http://localhost.evil.example'])(
    'with Origin %j is refused with 403, and starts nothing',
    async (origin) => {
      const response = await post(start, { prompt: 'Hi' }, { origin });
      expect(response.status).toBe(403);
      expect(served.runtime.thread('t1').getSnapshot().runs).toEqual([]);
    },
  );

  it('on a port that begins as ours does is refused', async () => {
    const origin = `http://127.0.0.1:${served.port}0`;
    expect((await post(start, { prompt: 'Hi' }, { origin })).status).toBe(403);
  });

  it('that hides its origin is betrayed by its browser', async () => {
    expect((await raw(served, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
  });

  it('in a form is refused: a form is no JSON', async () => {
    expect((await post(start, { prompt: 'Hi' }, { 'content-type': 'text/plain' })).status).toBe(
      415,
    );
  });

  it('of its own is served', async () => {
    const origin = `http://127.0.0.1:${served.port}`;
    expect(
      (await post(start, { prompt: 'Hi' }, { origin, 'sec-fetch-site': 'same-origin' })).status,
    ).toBe(201);
  });
});

describe('a request that makes no sense', () => {
  it.each([
    [start, {}, 400],
    [start, { prompt: '  ' }, 400],
    [start, { prompt: 'Hi', runId: '..' }, 400],
    [start, { prompt: 'Hi', runId: 'x'.repeat(201) }, 400],
    [start, { prompt: 'Hi', surprise: 1 }, 400],
    [`/api/threads/${'x'.repeat(201)}/runs`, { prompt: 'Hi' }, 400],
    ['/api/threads/%2e%2e/runs', { prompt: 'Hi' }, 404],
    [`${start}/nobody/commands`, { type: 'run.cancel' }, 404],
    [`${start}/nobody/commands`, { type: 'run.cancel', surprise: 1 }, 400],
    [`${start}/nobody/commands`, { type: 'run.answer' }, 400],
    [`${start}/nobody/commands`, {}, 400],
    ['/api/runs/nobody/commands', { type: 'run.cancel' }, 404],
    ['/api/nowhere', {}, 404],
  ])('to %s with %o is refused with %i', async (path, body, status) => {
    const response = await post(path, body);
    expect(response.status).toBe(status);
    expect(JSON.parse(response.text)).toMatchObject({
      status,
      code: expect.any(String),
      detail: expect.any(String),
    });
  });

  it('and never ends is refused', async () => {
    expect((await post(start, { prompt: 'x'.repeat(2_000_000) })).status).toBe(413);
  });

  it('for a position that is none is refused', async () => {
    expect((await raw(served, { headers: { 'last-event-id': 'x' } })).status).toBe(400);
  });
});

it('a body that is too large ends its connection, and the next request is answered', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const send = async (body: string) => {
    const { port } = served;
    const sent = request({
      agent,
      host: '127.0.0.1',
      port,
      method: 'POST',
      path: start,
      headers: json,
    });
    sent.on('error', () => {});
    sent.end(body);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    response.resume();
    return [response.statusCode, response.headers.connection];
  };
  expect(await send(JSON.stringify({ prompt: 'x'.repeat(2_000_000) }))).toEqual([413, 'close']);
  expect(await send(JSON.stringify({ prompt: 'Hi' }))).toEqual([201, 'keep-alive']);
});

it.each(['xstate.after.backoff.run.retrying', 'attempt.completed', '__proto__'])(
  'an event that is no command is refused: %s',
  async (type) => {
    await post(start, { prompt: 'Hi', runId: 'r1' });
    const response = await post(`${start}/r1/commands`, { type });
    expect(response.status).toBe(400);
    expect(JSON.parse(response.text)).toMatchObject({ code: 'reserved-event', type });
  },
);

it('a run of another thread is unknown, and nothing happens to it', async () => {
  await post('/api/threads/t2/runs', { prompt: 'Hi', runId: 'r2' });
  const response = await post(`${start}/r2/commands`, { type: 'run.cancel' });
  expect(response.status).toBe(404);
  expect((await (await served.runtime.run('r2'))?.done())?.status).toBe('completed');
});

it('a message of another thread is unknown', async () => {
  await post('/api/threads/t2/runs', { prompt: 'Hi', runId: 'r2' });
  const [message] = served.runtime.thread('t2').getSnapshot().messages;
  const read = (thread: string) =>
    raw(served, { path: `/api/threads/${thread}/messages/${message?.id}` });
  expect([(await read('t2')).status, (await read('t1')).status]).toEqual([200, 404]);
});

it('a run that is started twice under one id is one run', async () => {
  expect(await post(start, { prompt: 'Hi', runId: 'r1' })).toMatchObject({ status: 201 });
  expect(await post(start, { prompt: 'Hi', runId: 'r1' })).toMatchObject({ status: 201 });
  expect(served.runtime.thread('t1').getSnapshot().runs).toHaveLength(1);
  expect(await post('/api/threads/t2/runs', { prompt: 'Hi', runId: 'r1' })).toMatchObject({
    status: 409,
  });
});

it.each([
  ['127.0.0.1', 200],
  ['::ffff:127.0.0.1', 200],
  ['203.0.113.9', 403],
])('a request from %s is judged by its socket, not by its Host', async (remoteAddress, status) => {
  const app = new Hono().use(loopbackOnly).get('/', (c) => c.text('Yes.'));
  const incoming = { socket: { remoteAddress } };
  const sent = new Request('http://127.0.0.1:4780/', { headers: { host: '127.0.0.1:4780' } });
  for (const env of [{ incoming }, { server: { incoming } }])
    expect((await app.fetch(sent, env)).status).toBe(status);
});
