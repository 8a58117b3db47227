/**
 * `pnpm demo`: builds the page, starts the demo's model server, and runs the playground in a process of its own. If
 * that process is killed, it is started again, and its runs go on.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
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

supervise(resolve(app, 'src/server/main.ts'), {
  argumentsFor: (port = options.port) => writeServerOptions({ ...options, port, page, modelUrl }),
  // The demo exits, because a process that ended before it was up would end again.
  onGiveUp: (code) => process.exit(code),
});
