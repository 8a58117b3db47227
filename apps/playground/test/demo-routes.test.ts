/** The demo's own routes: bodies that are too large or cut off, and a model server that is gone. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { startModelServer } from '@perdure/model-server';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { demoPaths } from '../src/demo-api.ts';
import { demoRoutes } from '../src/server/demo-routes.ts';
import { Effects } from '../src/server/effects.ts';
import { demoModel } from '../src/server/model.ts';

const plan = '{"faults":[{"kind":"emptyBody"}]}';

// Hono prints an error that no route has handled.
const printed = vi.spyOn(console, 'error');
beforeEach(() => void printed.mockClear());
afterEach(() => expect(printed).not.toHaveBeenCalled());

async function open() {
  const model = await startModelServer();
  onTestFinished(() => model.close());
  const { fetch } = demoRoutes(demoModel(model.baseUrl), new Effects(''), false);
  const server = createServer(getRequestListener(fetch, { overrideGlobalObjects: false }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { model, port, url: `http://127.0.0.1:${port}` };
}

it('a plan of more than 64 KiB is refused before its end', async () => {
  const { url } = await open();
  const sent = request(`${url}${demoPaths.plan}`, { method: 'PUT' });
  sent.on('error', () => {});
  sent.write(plan.padEnd(65_537));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  expect(response).toMatchObject({
    statusCode: 413,
    headers: { connection: 'close', 'content-type': 'application/problem+json' },
  });
  const problem = Buffer.concat(await response.toArray()).toString();
  expect(JSON.parse(problem)).toEqual({
    status: 413,
    code: 'too-large',
    detail: 'A body has at most 65536 bytes.',
  });
  expect(await (await fetch(`${url}${demoPaths.plan}`)).json()).toEqual({ faults: [] });
});

it('a plan of 64 KiB reaches the model', async () => {
  const { url } = await open();
  const body = plan.padEnd(65_536);
  const response = await fetch(`${url}${demoPaths.plan}`, { method: 'PUT', body });
  expect(await response.json()).toEqual({ faults: [{ kind: 'emptyBody' }] });
});

it('a plan that is cut off is no error of the server', async () => {
  const { port } = await open();
  const socket = connect(port, '127.0.0.1');
  socket.write(`PUT ${demoPaths.plan} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{`);
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 50));
});

it.each<[string, string, RequestInit]>([
  ['GET', demoPaths.plan, {}],
  ['PUT', demoPaths.plan, { method: 'PUT', body: plan }],
  ['GET', demoPaths.requests, {}],
])('without its model server, %s %s is answered with 502', async (_, path, init) => {
  const { model, url } = await open();
  await model.close();
  const response = await fetch(`${url}${path}`, init);
  expect([response.status, await response.json()]).toEqual([
    502,
    { status: 502, code: 'model-unreachable', detail: "The demo's model server can't be reached." },
  ]);
});
