/** The TCP socket of an HTTP/2 session, because the session's own `socket` may not be ended. */
import type { Http2Server, Http2Session } from 'node:http2';
import type { Socket } from 'node:net';

export function socketsOf(server: Http2Server): (session: Http2Session | undefined) => Socket {
  const sockets = new WeakMap<Http2Session, Socket>();
  let latest: Socket | undefined;
  // Node makes the session in its own listener of the same event, which comes after this one.
  server.prependListener('connection', (socket: Socket) => {
    latest = socket;
  });
  server.on('session', (session) => {
    if (latest !== undefined) sockets.set(session, latest);
    session.on('error', () => {});
  });
  server.on('sessionError', () => {});
  return (session) => {
    const socket = session && sockets.get(session);
    if (socket === undefined) throw new Error('The session has no socket.');
    return socket;
  };
}
