/** The app on a loopback port, and the handle that controls it in the same process. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createModelApp } from './app.ts';
import type { Fault } from './fault.ts';
import type { ReceivedRequest } from './request-log.ts';
import type { Settings } from './settings.ts';
import { ModelState, type ModelStateOptions } from './state.ts';

export interface ModelServerOptions extends ModelStateOptions {
  /** Port on 127.0.0.1; 0 for any free one. @default 0 */
  port?: number;
}

/** The handle on a running model server. */
export interface ModelServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** The base URL for OpenAI clients: `url` and `/v1`. */
  readonly baseUrl: string;
  /** Replaces the plan: each chat request uses up its first fault. @throws {ZodError} for a malformed fault */
  plan(faults: readonly Fault[]): void;
  /** The last 1,000 chat requests and their outcomes so far, newest last. A copy. */
  received(): ReceivedRequest[];
  /**
   * Changes the settings, from the next token on, also of answers under way.
   *
   * @throws {ZodError} for a value out of range
   */
  configure(settings: Settings): void;
  /** Stops listening and closes the open connections. May be called twice. */
  close(): Promise<void>;
}

/**
 * Starts a model server on loopback.
 *
 * @throws {ZodError} for an option out of range
 * @throws {Error} with the code `EADDRINUSE` if the port is taken
 */
export async function startModelServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const { port = 0, ...rest } = options;
  const state = new ModelState(rest);
  const app = createModelApp(state);
  // By default the adapter replaces the global Request and Response of the process.
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    baseUrl: `${url}/v1`,
    plan: (faults) => state.plan(faults),
    received: () => state.log.all(),
    configure: (settings) => state.configure(settings),
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
