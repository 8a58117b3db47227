export { type ConnectOptions, connectThread } from './connect-thread.ts';
export { HttpError } from './http-error.ts';
export { listThreads } from './list-threads.ts';
export type { ConnectionState, RemoteThread } from './remote-thread.ts';
export { InvalidUrlError } from './server-url.ts';
