/**
 * `pnpm demo`: builds the page, starts the demo's model server, and keeps the playground running in a
 * process of its own. Kill that process: it is started again, and its runs go on.
 */
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { startModelServer } from '@perdure/providers/model-server';
import { Command } from 'commander';
import { build } from 'vite';
import { customModel } from './server/model.ts';
import { supervise } from './supervise.ts';

const app = resolve(import.meta.dirname, '..');

const options = new Command('demo')
  .description(
    'Runs the playground: an answer that survives a failing provider and a killed process.',
  )
  .option('--port <n>', 'port on 127.0.0.1; 0 for any that is free', Number, 4780)
  .option(
    '--data <file>',
    'the SQLite file that keeps the runs',
    resolve(app, '.perdure/playground.db'),
  )
  .addHelpText(
    'after',
    '\nPERDURE_BASE_URL, PERDURE_MODEL and PERDURE_API_KEY: answer with that endpoint instead of the demo.',
  )
  .parse()
  .opts<{ port: number; data: string }>();

const page = resolve(app, 'dist');
console.log('Building the page …');
// React's production half, whatever the shell has set.
process.env.NODE_ENV = 'production';
await build({ root: app, logLevel: 'warn', build: { outDir: page } });
mkdirSync(dirname(resolve(options.data)), { recursive: true });

const model = customModel(process.env);
const modelUrl = model?.baseUrl ?? (await startModelServer()).baseUrl;
if (model === undefined) console.log(`The demo's model answers at ${modelUrl}; it fails as told.`);
else console.log(`Answers come from ${model.model} at ${model.baseUrl}.`);

supervise(resolve(app, 'src/server/main.ts'), ({ port }) => [
  `--data=${options.data}`,
  `--page=${page}`,
  `--port=${port ?? options.port}`,
  `--model-url=${modelUrl}`,
]);
