/** A TCP proxy before the database, which can fall silent as a cut network does, or cut its connections. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export class NetworkProxy {
  readonly #server: Server;
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  /** Connections that have lost something on the way. */
  readonly #lost = new Set<readonly [Socket, Socket]>();
  #isSilent = false;

  private constructor(targetPort: number) {
    this.#server = createServer((client) => {
      const server = connect(targetPort, '127.0.0.1');
      const pair = [client, server] as const;
      this.#pairs.add(pair);
      const end = () => {
        // A silent network tells neither side that the other one has gone.
        if (this.#isSilent) return;
        this.#pairs.delete(pair);
        for (const socket of pair) socket.destroy();
      };
      for (const [from, to] of [
        [client, server],
        [server, client],
      ] as const) {
        from.on('data', (chunk) => {
          // What is sent into a silent network is lost, and so is the rest of the connection.
          if (!this.#isSilent) to.write(chunk);
          else this.#lost.add(pair);
        });
        from.on('error', end);
        from.on('close', end);
      }
    });
  }

  static async start(targetPort: number): Promise<NetworkProxy> {
    const proxy = new NetworkProxy(targetPort);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Nothing gets through, and nobody is told. */
  fallSilent(): void {
    this.#isSilent = true;
  }

  /** Connections that have lost nothing go on; the others are cut, because TCP would have given them up. */
  heal(): void {
    this.#isSilent = false;
    for (const pair of this.#lost) {
      this.#pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    }
    this.#lost.clear();
  }

  /** Cuts all connections. New ones get through. */
  cut(): void {
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
    this.#pairs.clear();
  }

  close(): void {
    this.cut();
    this.#server.close();
  }
}
