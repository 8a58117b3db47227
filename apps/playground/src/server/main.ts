/** The playground's process: page, API and runtime on one port of loopback. */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { startInspector } from '@perdure/inspect';
import { postgresStore } from '@perdure/postgres';
import { aiSdk } from '@perdure/providers/ai-sdk';
import { createRuntime, type Store } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';
import { readServerOptions } from '../command-line/server-options.ts';
import { createApp } from './app.ts';
import { Effects } from './effects.ts';
import { fileRule } from './file-rule.ts';
import { logLine } from './log-line.ts';
import { languageModels } from './model.ts';
import { labelOf } from './nodes.ts';
import { demoTools } from './tools.ts';

// An error of stdout means that the terminal or the pipe is closed, which is a normal end.
process.stdout.on('error', () => process.exit(0));

const { port, data, page, model, inspect, postgres, name } = readServerOptions();

// It listens first, because a node tells the others its address. Requests wait until the runtime is there.
const listener = Promise.withResolvers<RequestListener>();
const server = createServer(async (request, response) =>
  (await listener.promise)(request, response),
);
server.listen(port, '127.0.0.1');
await once(server, 'listening').catch(() =>
  giveUp(`Port ${port} is taken. Choose another: --port 0.`),
);
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const file = postgres === undefined ? openStore(data) : undefined;
const nodes =
  postgres === undefined
    ? undefined
    : postgresStore(postgres, { label: labelOf(name, url), leaseMs: 3_000 });
const store = (nodes ?? file) as Store;
const inspector = inspect === undefined ? undefined : await startInspection(inspect);
const effects = new Effects(`${data}.effects.jsonl`);
const runtime = await createRuntime({
  store,
  provider: Object.assign(aiSdk(languageModels(model), model.usesTools ? demoTools(effects) : {}), {
    refuses: fileRule(model),
  }),
  timeouts: { firstChunkMs: 60_000, idleMs: 10_000 },
  onEvent(event) {
    console.log(postgres === undefined ? logLine(event) : `${name}  ${logLine(event)}`);
    inspector?.onEvent(event);
  },
});
const { fetch } = createApp(runtime, model, effects, page, nodes);
listener.resolve(getRequestListener(fetch, { overrideGlobalObjects: false }));
if (inspector) console.log(`The runs are in the Stately inspector at ${inspector.url}`);
const what = page === undefined ? 'API' : 'playground';
console.log(
  postgres === undefined
    ? `The ${what} is at ${url} (pid ${process.pid}).`
    : `Node ${name} is at ${url} (pid ${process.pid}).`,
);
// Ctrl-C signals this process and its supervisor, which then disconnects. Either may come first.
process.on('disconnect', drain);
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
// Sends the address to the supervisor, and ends when the supervisor ends. The supervisor may already have ended, or may
// end during the send; both are a normal end.
if (process.send !== undefined) {
  if (!process.connected) drain();
  process.send({ url }, () => {});
}

let isSignalled = false;

/** Lets the answers under way end. A second signal ends the process at once. */
function stop(): void {
  if (isSignalled) void runtime.close();
  isSignalled = true;
  drain();
}

/** Lets the answers under way end, for 8 s at most, and ends the process. */
function drain(): void {
  void runtime.drain().then(() => process.exit(0));
}

/** Starts the inspector. The port stays the same, so that an open viewer finds the restarted process. */
function startInspection(port: number | true) {
  if (file === undefined)
    return giveUp('The inspector reads a file: leave --postgres or --inspect out.');
  return startInspector({ store: file, ...(port !== true && { port }) }).catch((error: Error) =>
    giveUp(error.message),
  );
}

function openStore(file: string) {
  try {
    return sqliteStore(file);
  } catch (error) {
    return giveUp(error instanceof Error ? error.message : String(error));
  }
}

function giveUp(message: string): never {
  console.error(message);
  process.exit(1);
}
