/** Bodies: up to 32 MiB, in chunks, and read by somebody else before. */
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { createModelApp, type ModelServer, startModelServer } from '@perdure/model-server';
import { Hono } from 'hono';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ModelState } from '../src/state.ts';

const maxBytes = 32 * 2 ** 20;
const plan = '{"faults":[{"kind":"emptyBody"}]}';
const chat = '{"model":"perdure-demo","messages":[{"role":"user","content":"Hello"}]}';

let server: ModelServer;
beforeEach(async () => {
  server = await startModelServer({ tokenDelayMs: 0 });
});
afterEach(() => server.close());

/** Sends a body in chunks, without its last one, because the server is to answer before. */
async function sendWithoutEnd(method: string, path: string, body: string) {
  const sent = request(`${server.url}${path}`, { method });
  sent.on('error', () => {});
  sent.write(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const text = Buffer.concat(await response.toArray()).toString();
  sent.destroy();
  return { status: response.statusCode, headers: response.headers, body: JSON.parse(text) };
}

it.each([
  ['POST', '/v1/chat/completions', chat],
  ['PUT', '/control/plan', plan],
  ['PUT', '/control/settings', '{"tokenDelayMs":7}'],
])('%s %s refuses a body that is too large before its end', async (method, path, body) => {
  expect(await sendWithoutEnd(method, path, body.padEnd(maxBytes + 1))).toMatchObject({
    status: 413,
    headers: { connection: 'close' },
    body: { error: { code: 'request_too_large', message: 'A body has at most 33554432 bytes.' } },
  });
  const control = async (name: string) => (await fetch(`${server.url}/control/${name}`)).json();
  expect(await control('plan')).toEqual({ faults: [] });
  expect(await control('settings')).toEqual({ tokenDelayMs: 0 });
  expect(server.received()).toEqual([]);
});

it('a body of 32 MiB in chunks is read whole', async () => {
  const response = await fetch(`${server.baseUrl}/chat/completions`, {
    method: 'POST',
    body: new Blob([chat.padEnd(maxBytes)]).stream(),
    duplex: 'half',
  });
  expect(response.status).toBe(200);
  expect(server.received()).toMatchObject([{ messages: [{ content: 'Hello' }] }]);
});

it('a character that is sent in two chunks is read whole', async () => {
  const bytes = Buffer.from(chat.replace('Hello', 'Zoë'));
  const middle = bytes.indexOf('ë') + 1;
  const sent = request(`${server.baseUrl}/chat/completions`, { method: 'POST' });
  sent.write(bytes.subarray(0, middle));
  await new Promise((resolve) => setTimeout(resolve, 50));
  sent.end(bytes.subarray(middle));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  await response.toArray();
  expect(server.received()).toMatchObject([{ messages: [{ content: 'Zoë' }] }]);
});

it('a body that a middleware has read is not lost', async () => {
  const app = new Hono()
    .use(async (c, next) => {
      await c.req.text();
      await next();
    })
    .route('/', createModelApp(new ModelState()));
  const headers = { host: '127.0.0.1' };
  const put = (body: string) =>
    app.request('http://127.0.0.1/control/plan', { method: 'PUT', body, headers });
  expect(await (await put(plan)).json()).toEqual({ faults: [{ kind: 'emptyBody' }] });
  expect((await put(plan.padEnd(maxBytes + 1))).status).toBe(413);
});
