/**
 * A server that fails as its address says: `/<wire>/<fault>/…`. It keeps no state, so that any number of requests may
 * fail at the same time.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo, Server, Socket } from 'node:net';
import { type FaultName, faultNamed } from '../faults/index.ts';
import { type WireName, wires } from '../wires/index.ts';
import { Exchange } from './exchange.ts';
import { socketsOf } from './sockets.ts';

export interface FailingServer {
  /** The base address at which a wire fails so. Its port is that of HTTP/1, or of HTTP/2 without TLS. */
  url(wire: WireName, fault: FaultName, version?: 'h1' | 'h2'): string;
  close(): Promise<void>;
}

/** Listens on two free ports of 127.0.0.1. */
export async function startFailingServer(): Promise<FailingServer> {
  // An idle connection stays open, because a client could send a request on one that is about to close.
  const h1 = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, (request, response) =>
    answer(request, new Exchange(response, request.socket)),
  );
  const h2 = createHttp2Server();
  const socketOf = socketsOf(h2);
  h2.on('request', (request, response) =>
    answer(request, new Exchange(response, socketOf(request.stream.session))),
  );
  const close = [await listen(h1), await listen(h2)];
  const ports = { h1: portOf(h1), h2: portOf(h2) };
  return {
    url: (wire, fault, version = 'h1') => `http://127.0.0.1:${ports[version]}/${wire}/${fault}`,
    close: async () => {
      await Promise.all(close.map((end) => end()));
    },
  };
}

type Incoming = AsyncIterable<Uint8Array> & { url?: string | undefined };

async function answer(request: Incoming, exchange: Exchange): Promise<void> {
  const [, wire = '', name = ''] = (request.url ?? '').split('/');
  const fault = faultNamed(name);
  try {
    // The body is read first, because a client must have sent its request before it fails.
    for await (const _ of request);
    await fault.answer(exchange, wires[wire as WireName]);
  } catch {
    // The client has gone, which is what some of the faults are about.
    exchange.reset();
  }
}

/** @returns closes the server, and what is connected to it */
async function listen(server: Server): Promise<() => Promise<void>> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
