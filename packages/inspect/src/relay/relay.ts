/** The loopback server: serves the page, accepts receivers, and ignores everything that receivers send. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { PortTakenError } from '../errors.ts';
import { type Refusal, refusalOf } from './access.ts';
import { toPage } from './page.ts';
import { Pulse } from './pulse.ts';

/** Serves a receiver. @param connection the one under the socket */
type Serve = (socket: WebSocket, connection: Duplex) => void;

export interface RelayOptions {
  port: number;
  viewer: URL;
  origins: readonly string[];
  /** Returns the function that serves a receiver's socket, or the reason why the receiver is refused. */
  admit: (url: URL) => Serve | Refusal;
}

/** Number of receivers that may be connected at once. It is limited, because each receiver reads the log separately. */
const mostReceivers = 16;

/**
 * Length of the longest message that a receiver may send, in bytes. A longer message closes the connection. A shorter
 * one is ignored, because a viewer has nothing to tell the inspector.
 */
const mostInbound = 1_024;

/** How long the closing handshake of a receiver may take, in milliseconds. */
const closingMs = 500;

export class Relay {
  readonly #options: RelayOptions;
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: mostInbound });
  readonly #pulse = new Pulse();
  #closing: Promise<void> | undefined;

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => {
      const refusal = refusalOf(request, options.origins) ?? refusalOfPage(request);
      const page = toPage(options.viewer, options.origins);
      if (refusal === undefined) response.writeHead(200, page.headers).end(page.body);
      else response.writeHead(refusal.status, { 'content-type': 'text/plain' }).end(refusal.reason);
    });
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  /** Starts to listen, and resolves with the port. @throws {PortTakenError} if another program uses the port */
  async open(): Promise<number> {
    const { port } = this.#options;
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening').catch((cause: NodeJS.ErrnoException) => {
      throw cause.code === 'EADDRINUSE' ? new PortTakenError(port, { cause }) : cause;
    });
    return (this.#server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    const receivers = [...this.#sockets.clients];
    for (const receiver of receivers) receiver.close(1001, 'The inspector was closed.');
    const timer = setTimeout(() => {
      for (const receiver of receivers) receiver.terminate();
    }, closingMs);
    await closed;
    clearTimeout(timer);
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const admitted = this.#admit(request);
    if ('status' in admitted) refuse(socket, admitted);
    else
      this.#sockets.handleUpgrade(request, socket, head, (receiver) => {
        this.#pulse.watch(receiver);
        admitted(receiver, socket);
      });
  }

  #admit(request: IncomingMessage): Serve | Refusal {
    const refusal = refusalOf(request, this.#options.origins);
    if (refusal !== undefined) return refusal;
    if (this.#pulse.count >= mostReceivers && !this.#pulse.makePlace())
      return { status: 503, reason: `The inspector has ${mostReceivers} receivers. Close one.` };
    const url = URL.parse(request.url ?? '', 'http://localhost');
    return url === null ? { status: 400, reason: 'Bad URL.' } : this.#options.admit(url);
  }
}

const refusalOfPage = ({ method, url }: IncomingMessage): Refusal | undefined =>
  method === 'GET' && /^\/(?:\?|$)/.test(url ?? '')
    ? undefined
    : { status: 404, reason: 'The inspector has one page, and it is /.' };

function refuse(socket: Duplex, { status, reason }: Refusal): void {
  // The socket is destroyed, because it stays half open for as long as its other end likes.
  socket.once('finish', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\n${reason}`,
  );
}
