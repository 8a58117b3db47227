/** A real server on a free port of loopback, and a thread connected to it over HTTP. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { connectThread, type RemoteThread } from '@perdure/http/client';
import { threadRoutes } from '@perdure/http/server';
import { createRuntime, type Provider, type Runtime } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { Hono } from 'hono';
import { onTestFinished } from 'vitest';

export async function openRuntime(provider: Provider): Promise<Runtime> {
  const runtime = await createRuntime({ store: memoryStore(), provider });
  onTestFinished(() => runtime.close());
  return runtime;
}

export interface Served {
  url: string;
  runtime: Runtime;
  thread: RemoteThread;
  /** The requests so far, as `GET /path`. */
  requests: string[];
  stop: () => void;
}

export async function serve(provider: Provider): Promise<Served> {
  const runtime = await openRuntime(provider);
  const app = new Hono().route('/api', threadRoutes(runtime));
  const requests: string[] = [];
  const listen = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    return listen(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  onTestFinished(stop);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  return { url, runtime, thread: connectThread({ url, threadId: 't1' }), requests, stop };
}
