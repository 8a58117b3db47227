/** A real server on a free port of loopback, and a client for it without any of our own code. */

import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createRuntime, type Provider, type Runtime, type RuntimeOptions } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { Hono } from 'hono';
import { onTestFinished } from 'vitest';
import { loopbackOnly, threadRoutes } from '../src/server/index.ts';
import { counted } from './counted.ts';

export interface Served {
  url: string;
  port: number;
  runtime: Runtime;
  /** Streams of threads that are subscribed to now. */
  subscriptions: () => number;
  /** Breaks every connection that is open. */
  cut: () => void;
}

export async function serve(
  provider: Provider,
  options: Partial<RuntimeOptions> = {},
): Promise<Served> {
  const { runtime, subscriptions } = counted(
    await createRuntime({ store: memoryStore(), provider, ...options }),
  );
  const app = new Hono().use(loopbackOnly).route('/api', threadRoutes(runtime));
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    await runtime.close();
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    runtime,
    subscriptions,
    cut: () => server.closeAllConnections(),
  };
}

/** A request with any headers at all: `fetch` sets Host by itself. */
export async function raw(
  { port }: Served,
  {
    method = 'GET',
    path = '/api/threads/t1/stream',
    headers = {} as Record<string, string>,
    body = '',
  },
): Promise<{ status: number; text: string }> {
  const sent = request({ host: '127.0.0.1', port, method, path, headers });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const status = response.statusCode ?? 0;
  if (response.headers['content-type']?.includes('event-stream')) {
    response.destroy();
    return { status, text: '' };
  }
  return { status, text: Buffer.concat(await response.toArray()).toString() };
}

export interface Frame {
  id: string;
  data: { type: string; [key: string]: unknown };
}

export interface ReadOptions {
  lastEventId?: string;
  /** Called once, with the first frame. */
  onFirst?: () => void;
}

/** Reads frames of a stream until there are enough. */
export async function readFrames(
  { url }: Served,
  isEnough: (frames: Frame[]) => boolean,
  { lastEventId, onFirst = () => {} }: ReadOptions = {},
): Promise<Frame[]> {
  const abort = new AbortController();
  const response = await fetch(`${url}/api/threads/t1/stream`, {
    signal: abort.signal,
    ...(lastEventId !== undefined && { headers: { 'last-event-id': lastEventId } }),
  });
  const frames: Frame[] = [];
  let text = '';
  if (response.body === null) throw new Error('No body.');
  for await (const bytes of response.body.pipeThrough(new TextDecoderStream() as never)) {
    text += bytes as unknown as string;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const id = /^id: (.*)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (id === undefined || data === undefined) continue;
      if (frames.push({ id, data: JSON.parse(data) }) === 1) onFirst();
    }
    if (isEnough(frames)) break;
  }
  abort.abort();
  return frames;
}
