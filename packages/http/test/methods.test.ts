/** Methods and paths: what each route allows, and what is said to the rest. */
import { answer, scripted } from '@perdure/providers/scripted';
import { createRuntime } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { Hono } from 'hono';
import { expect, it, onTestFinished } from 'vitest';
import { threadRoutes } from '../src/server/index.ts';

async function send(method: string, path: string): Promise<Response> {
  const provider = scripted(answer('Yes.'));
  const runtime = await createRuntime({ store: memoryStore(), provider });
  onTestFinished(() => runtime.close());
  return new Hono().route('/api', threadRoutes(runtime)).request(`/api${path}`, { method });
}

const routes: [string, string][] = [
  ['/threads', 'GET, HEAD, OPTIONS'],
  ['/threads/t1', 'DELETE, OPTIONS'],
  ['/threads/t1/runs', 'POST, OPTIONS'],
  ['/threads/t1/runs/r1/commands', 'POST, OPTIONS'],
  ['/threads/t1/events', 'GET, HEAD, OPTIONS'],
  ['/threads/t1/messages/m1', 'GET, HEAD, OPTIONS'],
  ['/threads/t1/files', 'POST, OPTIONS'],
  ['/threads/t1/files/h1', 'GET, HEAD, OPTIONS'],
  ['/threads/t1/stream', 'GET, HEAD, OPTIONS'],
];

it.each(routes)('%s allows %s', async (path, allow) => {
  const options = await send('OPTIONS', path);
  expect([options.status, options.headers.get('allow')]).toEqual([204, allow]);
  for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'FOO']) {
    const { status, headers } = await send(method, path);
    const isAllowed = allow.split(', ').includes(method);
    expect([method, status === 405, headers.get('allow')]).toEqual([
      method,
      !isAllowed,
      isAllowed ? null : allow,
    ]);
  }
});

it.each(['/threads//runs', '/threads/', '/nowhere', '/'])('%s is not found', async (path) => {
  for (const method of ['GET', 'POST', 'OPTIONS'])
    expect((await send(method, path)).status).toBe(404);
});

it.each(['/threads/%ff/events', '/threads/%/events', '/threads/%E0%A4%A/stream'])(
  'the path %s is refused with 400',
  async (path) => {
    const response = await send('GET', path);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      400,
      'bad-path',
    ]);
  },
);
