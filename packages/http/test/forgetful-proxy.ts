/** A TCP proxy between a client and a server. It forgets connections: nothing passes any more, and nobody is told. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface ForgetfulProxy {
  url: string;
  /** Forgets the connections that are open. */
  forget: () => void;
  /** While true, each new connection is accepted, and forgotten at once. */
  forgetsAll: boolean;
}

/** @param collectMs time for which the proxy collects what the server sends, before it sends it on. @default 0 */
export async function forgetfulProxy(port: number, collectMs = 0): Promise<ForgetfulProxy> {
  const sockets = new Set<Socket>();
  const forgotten = new Set<Socket>();
  const proxy: ForgetfulProxy = {
    url: '',
    forget() {
      for (const socket of sockets) forgotten.add(socket);
    },
    forgetsAll: false,
  };

  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      if (proxy.forgetsAll) forgotten.add(socket);
    }
    let collected: Buffer[] = [];
    let sending: ReturnType<typeof setInterval> | undefined;
    const send = () => {
      const bytes = Buffer.concat(collected);
      collected = [];
      if (!forgotten.has(client) && !client.destroyed) client.write(bytes);
    };
    client.on('data', (bytes) => {
      // The time begins with the request, because a client may open connections beforehand.
      if (collectMs > 0) sending ??= setInterval(send, collectMs);
      if (!forgotten.has(client)) upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      collected.push(bytes);
      if (sending === undefined) send();
    });
    client.on('close', () => {
      clearInterval(sending);
      if (!forgotten.has(client)) upstream.destroy();
    });
    upstream.on('close', () => forgotten.has(client) || client.destroy());
    for (const socket of [client, upstream]) socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return proxy;
}
