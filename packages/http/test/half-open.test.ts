/** A stream whose connection is half open: the client notices the silence, and connects anew at its position (G8). */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createRuntime } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { ledProvider } from '@perdure/testkit/provider';
import { textOf } from '@perdure/thread';
import { Hono } from 'hono';
import { expect, it, onTestFinished } from 'vitest';
import { type ConnectionState, connectThread } from '../src/client/index.ts';
import { streamThread } from '../src/server/stream-thread.ts';
import { forgetfulProxy } from './forgetful-proxy.ts';

/** Long enough for the polls, and for some connections that bring nothing. */
const timeout = 20_000;

async function connected({ heartbeatMs = 500, collectMs = 0 } = {}) {
  const { provider, send: tell } = ledProvider();
  const runtime = await createRuntime({ store: memoryStore(), provider });
  const local = runtime.thread('t1');
  const app = new Hono().get('/api/threads/t1/stream', (c) =>
    streamThread(c, local, { heartbeatMs }),
  );
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    void runtime.close();
    server.close();
    server.closeAllConnections();
  });
  const proxy = await forgetfulProxy((server.address() as AddressInfo).port, collectMs);

  const requests: RequestInit[] = [];
  const thread = connectThread({
    url: `${proxy.url}/api`,
    threadId: 't1',
    fetch: (url, init = {}) => {
      requests.push(init);
      return fetch(url, init);
    },
  });
  const states: ConnectionState[] = [];
  thread.connection.subscribe((state) => void states.push(state));
  onTestFinished(thread.subscribe(() => {}).unsubscribe);
  const texts = () => thread.getSnapshot().messages.map(textOf);

  await local.start({ prompt: 'Why?' });
  tell({ type: 'text', text: 'The sky ' });
  await expect.poll(texts, { timeout }).toEqual(['Why?', 'The sky ']);
  return { proxy, tell, texts, thread, local, requests, states };
}

it('connects anew when its connection is forgotten in the middle of a message, and loses not a word', async () => {
  const { proxy, tell, texts, thread, local, requests, states } = await connected();
  proxy.forget();
  tell({ type: 'text', text: 'is blue.' }, { type: 'finish', reason: 'stop' });
  await expect.poll(texts, { timeout }).toEqual(['Why?', 'The sky is blue.']);
  await expect.poll(() => thread.getSnapshot(), { timeout }).toEqual(local.getSnapshot());
  expect(states.slice(0, 4)).toEqual(['connecting', 'open', 'lost', 'open']);
  expect(requests[0]?.signal?.aborted).toBe(true);
  expect(requests[1]?.headers).toMatchObject({
    'Last-Event-ID': expect.stringMatching(/^\d+:[\w-]+:0:8$/),
  });
});

it('connects again and again while every connection is forgotten, and says all the time that it is lost', async () => {
  const { proxy, tell, texts, requests, states } = await connected({ heartbeatMs: 100 });
  const before = requests.length;
  proxy.forgetsAll = true;
  proxy.forget();
  tell({ type: 'text', text: 'is blue.' });
  await expect.poll(() => requests.length, { timeout }).toBeGreaterThan(before + 2);
  expect(states.at(-1)).toBe('lost');
  const statesBefore = states.length;
  proxy.forgetsAll = false;
  await expect.poll(texts, { timeout }).toEqual(['Why?', 'The sky is blue.']);
  expect(states[statesBefore]).toBe('open');
});

it('reads everything once behind a proxy that collects bytes for longer than two heartbeats', async () => {
  const { proxy, tell, texts, thread, local } = await connected({
    heartbeatMs: 100,
    collectMs: 350,
  });
  proxy.forget();
  tell({ type: 'text', text: 'is ' });
  await expect.poll(texts, { timeout }).toEqual(['Why?', 'The sky is ']);
  tell({ type: 'text', text: 'blue.' }, { type: 'finish', reason: 'stop' });
  await expect.poll(texts, { timeout }).toEqual(['Why?', 'The sky is blue.']);
  await expect.poll(() => thread.getSnapshot(), { timeout }).toEqual(local.getSnapshot());
});

it('is told the interval first, and then is sent a comment at each interval', async () => {
  const { proxy } = await connected({ heartbeatMs: 100 });
  const response = await fetch(`${proxy.url}/api/threads/t1/stream`);
  expect(response.headers.get('cache-control')).toBe('no-cache, no-transform');
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    if (text.split(': \n\n').length > 2) break;
  }
  expect(text.startsWith('event: heartbeat\ndata: 100\nretry: 500\n\n')).toBe(true);
});
