/** One request and its answer, over HTTP/1 or HTTP/2, with the ends that a server has by accident. */
import type { ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import type { Socket } from 'node:net';
import { servedAt } from '../wires/wire.ts';

export type Headers = Readonly<Record<string, string>>;

export class Exchange {
  readonly #response: ServerResponse;
  readonly #socket: Socket;

  constructor(response: ServerResponse | Http2ServerResponse, socket: Socket) {
    // The compatibility API of HTTP/2 has the methods that are used here.
    this.#response = response as ServerResponse;
    this.#socket = socket;
  }

  /** Sends the status and the headers at once. */
  async head(status: number, headers: Headers): Promise<void> {
    this.#response.writeHead(status, { date: servedAt.toUTCString(), ...headers });
    this.#response.flushHeaders();
    await nextTurn();
  }

  /** Writes the pieces, each in an event-loop turn of its own. */
  async write(pieces: readonly (Uint8Array | string)[]): Promise<void> {
    for (const piece of pieces) {
      await new Promise<void>((written) => this.#response.write(piece, () => written()));
      await nextTurn();
    }
  }

  /** Ends the answer as HTTP wants it. */
  end(): void {
    this.#response.end();
  }

  /** Closes the connection (FIN), whatever was announced. */
  close(): void {
    this.#socket.end();
  }

  /** Breaks the connection (RST). */
  reset(): void {
    this.#socket.resetAndDestroy();
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
