/** The listening part: the app on a loopback port, and the handle to steer it in process. */
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
  /** The port on 127.0.0.1. Default 0: any that is free. */
  port?: number;
}

export interface ModelServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** What an OpenAI client takes as its base URL: `url` and `/v1`. */
  readonly baseUrl: string;
  /** Replaces the queue of faults: each chat request takes the first and obeys it. */
  plan(faults: readonly Fault[]): void;
  /** Every chat request received and what has become of it so far, newest last; the last 1,000. */
  received(): ReceivedRequest[];
  /** Changes the settings; counts from the next token on, also in answers under way. */
  configure(settings: Settings): void;
  /** Stops listening and breaks the connections that are open. */
  close(): Promise<void>;
}

/** Starts a model server on loopback. Rejects if the port is taken or an option is out of range. */
export async function startModelServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const { port = 0, ...rest } = options;
  const state = new ModelState(rest);
  const app = createModelApp(state);
  // The embedding process keeps its own Request and Response.
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
