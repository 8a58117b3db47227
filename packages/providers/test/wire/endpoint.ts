/** A service on a port of its own: it keeps the requests, and answers them by a plan. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Answer, Json } from './wire.ts';

/**
 * - `whole`: the answer
 * - `cut`: its beginning, then a reset of the connection
 * - `held`: its beginning, then nothing until `cut` is called
 * - `silent`: not even headers
 * - `refused`: an error status
 */
export type Reply =
  | { type: 'whole'; answer: Answer }
  | { type: 'cut' | 'held'; pieces: readonly Uint8Array[] }
  | { type: 'silent' }
  | { type: 'refused'; status: number; headers?: Record<string, string> };

export const whole = (answer: Answer): Reply => ({ type: 'whole', answer });
export const refused = (status: number, headers?: Record<string, string>): Reply => ({
  type: 'refused',
  status,
  ...(headers && { headers }),
});
/** The answer but for its last word. */
export const half = ({ said }: Answer): readonly Uint8Array[] => said.slice(0, said.length - 1);

export class Endpoint {
  /** The bodies of the requests, as they came. */
  readonly requests: string[] = [];
  readonly baseUrl: string;
  readonly #server: Server;

  private constructor(server: Server, requests: string[]) {
    this.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.requests = requests;
    this.#server = server;
  }

  static async open(contentType: string, plan: readonly Reply[]): Promise<Endpoint> {
    const requests: string[] = [];
    const server = createServer(async (request, response) => {
      const pieces = await Array.fromAsync(request as AsyncIterable<Uint8Array>);
      requests.push(Buffer.concat(pieces).toString());
      const reply = plan[requests.length - 1] ?? { type: 'refused', status: 400 };
      await send(reply, contentType, response);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    return new Endpoint(server, requests);
  }

  /** Ends the connections, in the middle of the answers that are held. */
  cut(): void {
    this.#server.closeAllConnections();
  }

  /** The requests, parsed. */
  get bodies(): Json[] {
    return this.requests.map((request) => JSON.parse(request) as Json);
  }
}

async function send(reply: Reply, type: string, response: ServerResponse): Promise<void> {
  const write = async (pieces: readonly Uint8Array[]) => {
    response.writeHead(200, { 'content-type': type });
    for (const piece of pieces)
      await new Promise<void>((written) => response.write(piece, () => setImmediate(written)));
  };
  switch (reply.type) {
    case 'whole':
      await write([...reply.answer.said, ...reply.answer.end]);
      response.end();
      return;
    case 'cut':
      await write(reply.pieces);
      response.destroy();
      return;
    case 'held':
      await write(reply.pieces);
      return;
    case 'silent':
      return;
    case 'refused':
      response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
      response.end('{"error":{"message":"Not now."},"message":"Not now."}');
  }
}
