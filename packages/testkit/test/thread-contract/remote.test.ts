/** Runs the contract of `Thread` over HTTP: a client, and a server on a free loopback port. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { connectThread } from '@perdure/http/client';
import { threadRoutes } from '@perdure/http/server';
import { memoryStore } from '@perdure/runtime/memory';
import { Hono } from 'hono';
import { describe, it } from 'vitest';
import {
  contractRuntime,
  type ThreadWorld,
  threadContract,
} from '../../src/thread-contract/index.ts';

async function open(): Promise<ThreadWorld> {
  const behind = await contractRuntime(memoryStore());
  const app = new Hono().route('/api', threadRoutes(behind.runtime));
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    ...behind,
    thread: (threadId) => connectThread({ url: `http://127.0.0.1:${port}/api`, threadId }),
    close() {
      behind.closeRuntime();
      server.close();
      server.closeAllConnections();
    },
  };
}

describe('over HTTP', () => {
  for (const { name, run } of threadContract(open)) it(name, run);
});
