/** Access: programs and pages of this machine, and the named viewers. */
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { memoryStore } from '@perdure/runtime/memory';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { type InspectorOptions, PortTakenError, startInspector } from '../src/index.ts';

const start = async (options: Partial<InspectorOptions> = {}) => {
  const inspector = await startInspector({ store: memoryStore(), port: 0, ...options });
  onTestFinished(() => inspector.close());
  return inspector;
};

/** 101 for an opened socket, or the status of the refusal. */
async function statusOf(url: string, headers: Record<string, string>): Promise<number> {
  const socket = new WebSocket(url, { headers });
  const answer = new Promise<number>((resolve, reject) => {
    socket.on('open', () => resolve(101));
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
    socket.on('error', reject);
  });
  onTestFinished(() => socket.terminate());
  return answer;
}

it.each([
  ['a program', {}, 101],
  ['the viewer', { origin: 'https://stately.ai' }, 101],
  ['the editor', { origin: 'https://editor.stately.ai' }, 101],
  ['a page of this machine', { origin: 'http://localhost:5173' }, 101],
  ['its own page', { origin: 'http://127.0.0.1:8080' }, 101],
  ['a foreign page', { origin: 'https://evil.example' }, 403],
  ['a page whose name begins like the viewer', { origin: 'https://stately.ai.evil.example' }, 403],
  ['a page whose name begins like this machine', { origin: 'http://127.0.0.1.evil.example' }, 403],
  ['the viewer without encryption', { origin: 'http://stately.ai' }, 403],
  ['a page of no origin', { origin: 'null' }, 403],
  ['a foreign name for this machine', { host: 'evil.example:8080' }, 421],
  ['a name that only begins like it', { host: 'localhost.evil.example' }, 421],
  ['this machine as a number', { host: '2130706433' }, 421],
])('%s', async (_, headers, status) => {
  const { socketUrl } = await start();
  expect(await statusOf(socketUrl, headers as Record<string, string>)).toBe(status);
});

it('named viewers replace the default ones', async () => {
  const { socketUrl } = await start({ viewer: 'https://viewer.example/x', origins: [] });
  expect(await statusOf(socketUrl, { origin: 'https://viewer.example' })).toBe(101);
  expect(await statusOf(socketUrl, { origin: 'https://stately.ai' })).toBe(403);
});

it('the page is served to this machine only, and every other path is a 404', async () => {
  const { url } = await start();
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const sent = request(new URL(path, url), { headers });
    sent.end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    response.resume();
    return response;
  };
  const page = await get('/?run=r1');
  expect(page.statusCode).toBe(200);
  expect(page.headers['content-security-policy']).toContain(
    'frame-src https://stately.ai https://editor.stately.ai;',
  );
  expect((await get('/', { host: 'evil.example' })).statusCode).toBe(421);
  expect((await get('/', { origin: 'https://evil.example' })).statusCode).toBe(403);
  expect((await get('/runs')).statusCode).toBe(404);
});

it('it listens on loopback only', async () => {
  const port = Number(new URL((await start()).url).port);
  const others = Object.values(networkInterfaces())
    .flat()
    .filter((address) => address !== undefined && !address.internal && address.family === 'IPv4');
  for (const address of others) {
    const socket = connect({ port, host: address?.address ?? '' });
    await expect(once(socket, 'connect')).rejects.toThrow(/ECONNREFUSED/);
  }
});

it('a 17th receiver is refused', async () => {
  const { socketUrl } = await start();
  for (let receiver = 0; receiver < 16; receiver++) expect(await statusOf(socketUrl, {})).toBe(101);
  expect(await statusOf(socketUrl, {})).toBe(503);
});

it('a port that is taken is a PortTakenError', async () => {
  const port = Number(new URL((await start()).url).port);
  await expect(start({ port })).rejects.toThrow(PortTakenError);
});
