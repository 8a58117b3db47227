/**
 * `pnpm demo`: builds the page, starts the demo's model server, and runs the playground in a process of its own. If
 * that process is killed, it is started again, and its runs go on.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { PostgresServer } from 'perdure-tools/postgres';
import { build } from 'vite';
import { readDemoOptions } from './command-line/demo-options.ts';
import { writeServerOptions } from './command-line/server-options.ts';
import { startModel } from './start-model.ts';
import { supervise } from './supervise.ts';

const { endpoint, ...options } = readDemoOptions(
  'demo',
  'Runs the playground: an answer that survives a failing provider and a killed process.',
);
const app = resolve(import.meta.dirname, '..');

console.log('Building the page …');
// A folder of its own, because a build empties its folder, and another demo may serve from it.
const page = mkdtempSync(join(tmpdir(), 'perdure-page-'));
process.once('exit', () => rmSync(page, { recursive: true, force: true }));
// Selects the production build of React, also if the shell has set another value.
process.env.NODE_ENV = 'production';
await build({ root: app, logLevel: 'warn', build: { outDir: page, emptyOutDir: false } });
mkdirSync(dirname(resolve(options.data)), { recursive: true });
const modelUrl = await startModel(endpoint);

const postgres = options.postgres === true ? await ownPostgres() : options.postgres;
const count = postgres === undefined ? 1 : options.nodes;
for (let at = 0; at < count; at++)
  supervise(resolve(app, 'src/server/main.ts'), {
    argumentsFor: (port = at === 0 ? options.port : 0) => {
      const { inspect, data } = options;
      const common = { port, data, page, modelUrl, name: `n${at + 1}` };
      return writeServerOptions({
        ...common,
        ...(inspect !== undefined && { inspect }),
        ...(postgres !== undefined && { postgres }),
      });
    },
    // The demo exits, because a process that ended before it was up would end again.
    onGiveUp: (code) => process.exit(code),
  });

/** A server that ends with the demo, and forgets its runs then. */
async function ownPostgres(): Promise<string> {
  console.log('Starting a PostgreSQL …');
  return (await PostgresServer.start()).url;
}
