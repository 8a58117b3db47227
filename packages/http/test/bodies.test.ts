/** Bodies: in chunks, without a length, none at all, too large, and malformed in every way. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { getRequestListener, serve } from '@hono/node-server';
import { answer, scripted } from '@perdure/providers/scripted';
import { createRuntime } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loopbackOnly, threadRoutes } from '../src/server/index.ts';

const start = '/api/threads/t1/runs';
const mebibyte = 2 ** 20;

/** An app as in the README, and the errors that it was told of. */
async function openApp() {
  const provider = scripted(answer('Yes.'));
  const runtime = await createRuntime({ store: memoryStore(), provider });
  onTestFinished(() => runtime.close());
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const app = new Hono().use(loopbackOnly).route('/api', threadRoutes(runtime, { onError }));
  return { app, errors };
}

/** Sends the text as it is. Returns the status line's number and the body. */
async function exchange(port: number, text: string | Buffer): Promise<[number, string]> {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => {});
  let received = '';
  socket.on('data', (bytes) => (received += bytes));
  socket.write(text);
  await once(socket, 'close');
  return [Number(received.split(' ')[1]), received.split('\r\n\r\n')[1] ?? ''];
}

const head = (port: number, method: string, ...headers: string[]) =>
  [
    `${method} ${start} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Connection: close',
    ...headers,
    '',
    '',
  ].join('\r\n');
const json = 'Content-Type: application/json';
const chunked = 'Transfer-Encoding: chunked';
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

const adapters = {
  'without global objects': async () => {
    const { app, errors } = await openApp();
    const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    return { port: (server.address() as AddressInfo).port, errors };
  },
  'behind serve()': async () => {
    const { app, errors } = await openApp();
    const { Request, Response } = globalThis;
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
    await once(server, 'listening');
    onTestFinished(() => {
      server.close();
      Object.assign(globalThis, { Request, Response });
    });
    return { port: (server.address() as AddressInfo).port, errors };
  },
};

describe.each(Object.entries(adapters))('%s', (_, open) => {
  it('a body in chunks starts a run', async () => {
    const { port, errors } = await open();
    const body = chunk('{"prompt":') + chunk('"Why?"}') + chunk('');
    expect((await exchange(port, head(port, 'POST', json, chunked) + body))[0]).toBe(201);
    expect(errors).toEqual([]);
  });

  it.each([
    ['POST', 400],
    ['PUT', 405],
    ['PATCH', 405],
    ['DELETE', 405],
    ['OPTIONS', 204],
  ])('%s without a body is answered with %i', async (method, status) => {
    const { port, errors } = await open();
    expect((await exchange(port, head(port, method, json)))[0]).toBe(status);
    expect(errors).toEqual([]);
  });

  it('a body in chunks that is too large is refused with 413 before its end', async () => {
    const { port, errors } = await open();
    const [status, problem] = await exchange(
      port,
      head(port, 'POST', json, chunked) + chunk('x'.repeat(mebibyte)) + chunk('x'),
    );
    expect([status, JSON.parse(problem)]).toMatchObject([413, { code: 'too-large' }]);
    expect(errors).toEqual([]);
  });

  it('a body that is cut off is none of the server', async () => {
    const { port, errors } = await open();
    const socket = connect(port, '127.0.0.1');
    socket.write(`${head(port, 'POST', json, 'Content-Length: 100')}{"prompt":`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(errors).toEqual([]);
  });
});

const post = async (body: BodyInit, headers: Record<string, string> = {}, path = start) => {
  const { app, errors } = await openApp();
  const response = await app.request(`http://127.0.0.1${path}`, {
    method: 'POST',
    body,
    headers: { host: '127.0.0.1', 'content-type': 'application/json', ...headers },
  });
  expect(errors).toEqual([]);
  return { response, problem: (await response.json()) as Record<string, unknown> };
};

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const answered = (value: string) => `{"type":"run.answer","answer":${value}}`;

it.each<[string, BodyInit, string]>([
  ['is empty', '', 'bad-json'],
  ['is white space', ' \n', 'bad-json'],
  ['is cut off', '{"prompt":"Wh', 'bad-json'],
  ['goes on after its end', '{"prompt":"Why?"}{', 'bad-json'],
  ['is not in UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 'bad-json'],
  ['is in UTF-16', new Uint8Array(Buffer.from('\ufeff{}', 'utf16le')), 'bad-json'],
  ['is null', 'null', 'bad-request'],
  ['is a text', '"Why?"', 'bad-request'],
  ['is a list', '[]', 'bad-request'],
  ['has a key that is long', `{"${'x'.repeat(100_000)}":1}`, 'bad-request'],
  ['has a key twice', '{"prompt":"Why?","prompt":"How?"}', 'bad-json'],
  ['has a key twice, written in two ways', '{"prompt":"Why?","\\u0070rompt":"How?"}', 'bad-json'],
  ['is too deep', `{"prompt":${nested(5_000)}}`, 'bad-json'],
  ['is as deep as it can be', '['.repeat(mebibyte), 'bad-json'],
])('a start whose body %s is refused with 400', async (_, body, code) => {
  const { response, problem } = await post(body);
  expect([response.status, problem]).toMatchObject([400, { code, status: 400 }]);
  expect(String(problem.detail).length).toBeLessThan(400);
});

it.each([
  ['that is too deep', nested(100)],
  ['with the key __proto__', '{"__proto__":{"isAdmin":true}}'],
  ['with that key in escapes', '{"\\u005f_proto__":1}'],
  ['with a number beyond a double', '1e400'],
  ['with a whole number that a double changes', '[12345678901234567890]'],
  ['with a key twice', '[{"a":1,"b":{"a":1},"a":2}]'],
])('an answer %s is refused with 400', async (_, value) => {
  const { response, problem } = await post(answered(value), {}, `${start}/r1/commands`);
  expect([response.status, problem.code]).toEqual([400, 'bad-json']);
});

it.each([
  nested(99),
  '{"a":{"a":[{"a":1},{"a":2}]},"b":"a\\":{}"}',
  '[-9007199254740991,1.5e300,0.1]',
  `"${'\\n'.repeat(500_000)}"`,
])('a sound answer is not refused for its form', async (value) => {
  const { response, problem } = await post(answered(value), {}, `${start}/r1/commands`);
  expect([response.status, problem.code]).toEqual([404, 'unknown-run']);
});

it.each(['1', '{"toString":1}', '[]', 'null'])(
  'a command of the type %s is refused',
  async (type) => {
    const { response } = await post(`{"type":${type}}`, {}, `${start}/r1/commands`);
    expect(response.status).toBe(400);
  },
);

it.each(['text/plain', 'application/json-seq', 'application/x-www-form-urlencoded', ''])(
  'the content type %j is refused with 415',
  async (type) => {
    const { response } = await post('{"prompt":"Why?"}', { 'content-type': type });
    expect([response.status, response.headers.get('accept')]).toEqual([415, 'application/json']);
  },
);

it('a compressed body is refused with 415', async () => {
  const { response, problem } = await post(gzipSync('{"prompt":"Why?"}'), {
    'content-encoding': 'gzip',
  });
  expect([response.status, problem.code]).toEqual([415, 'bad-encoding']);
  expect(response.headers.get('accept-encoding')).toBe('identity');
});

it('a body that the app has read or replaced is not lost', async () => {
  const { app } = await openApp();
  const headers = { host: '127.0.0.1', 'content-type': 'application/json' };
  for (const middleware of [
    async (c: { req: { json: () => Promise<unknown> } }, next: () => Promise<void>) => {
      await c.req.json();
      await next();
    },
    bodyLimit({ maxSize: 1_000 }),
  ]) {
    const outer = new Hono().use(middleware).route('/', app);
    const request = { method: 'POST', body: '{"prompt":"Why?"}', headers };
    expect((await outer.request(`http://127.0.0.1${start}`, request)).status).toBe(201);
  }
});

it.each([
  'after=1e2',
  'after=0x10',
  'after=',
  'after=%20',
  'after=-1',
  'after=1.5',
  'after=1&after=2',
  'after=99999999999999999999',
  'limit=0',
  'limit=501',
  'limit=',
])('the query %s is refused with 400', async (query) => {
  const { app } = await openApp();
  const url = `http://127.0.0.1/api/threads/t1/events?${query}`;
  expect((await app.request(url, { headers: { host: '127.0.0.1' } })).status).toBe(400);
});
