export { type ConnectOptions, connectThread } from './connect-thread.ts';
export { HttpError } from './http-error.ts';
export type { ConnectionState, RemoteThread } from './remote-thread.ts';
