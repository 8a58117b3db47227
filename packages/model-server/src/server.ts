/** Runs the app on a loopback port, with a handle that controls it from the same process. */
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
  /** The port on 127.0.0.1; 0 for any free port. @default 0 */
  port?: number;
}

/** The handle on a running model server. */
export interface ModelServer {
  /** The URL of the server: `http://127.0.0.1:PORT` */
  readonly url: string;
  /** The base URL for OpenAI clients: `url` followed by `/v1`. */
  readonly baseUrl: string;
  /**
   * Replaces the plan. Each chat request uses up the first fault of the plan. @throws {ZodError} for a malformed fault
   */
  plan(faults: readonly Fault[]): void;
  /** A copy of the last 1,000 chat requests with their outcomes so far, the newest one last. */
  received(): ReceivedRequest[];
  /**
   * Changes the settings. They apply from the next token on, also to answers that are being sent.
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
  // The option is false, because by default the adapter replaces the global Request and Response of the process.
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
