/**
 * `pnpm demo`: builds the page, starts the demo's model server, and keeps the playground running in a
 * process of its own. Kill that process: it is started again, and its runs go on.
 */
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { startModelServer } from '@perdure/providers/model-server';
import { build } from 'vite';
import { readDemoOptions } from './command-line/demo-options.ts';
import { supervise } from './supervise.ts';

const app = resolve(import.meta.dirname, '..');

const options = readDemoOptions(process.argv, resolve(app, '.perdure/playground.db'));
const { data, endpoint, inspect } = options;

console.log('Building the page …');
const page = resolve(app, 'dist');
// React's production half, whatever the shell has set.
process.env.NODE_ENV = 'production';
await build({ root: app, logLevel: 'warn', build: { outDir: page } });
mkdirSync(dirname(resolve(data)), { recursive: true });

const modelUrl = endpoint?.baseUrl ?? (await startModelServer()).baseUrl;
if (endpoint === undefined)
  console.log(`The demo's model answers at ${modelUrl}; it fails as told.`);
else console.log(`Answers come from ${endpoint.model} at ${endpoint.baseUrl}.`);

supervise(resolve(app, 'src/server/main.ts'), ({ port }) => [
  `--data=${data}`,
  `--page=${page}`,
  `--port=${port ?? options.port}`,
  `--model-url=${modelUrl}`,
  ...(inspect === undefined ? [] : [inspect === true ? '--inspect' : `--inspect=${inspect}`]),
]);
