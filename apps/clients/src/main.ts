/** `pnpm clients`: measures the matrix of clients and faults, and judges it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Peers } from 'perdure-tools/peers';
import { adapterCells, clientCells } from './cells/cells.ts';
import type { Adapter, Client } from './clients/client.ts';
import * as own from './clients/list.ts';
import { isFalselyComplete, judgeAdapter, judgeClient } from './judge.ts';
import { parseOptions } from './options.ts';
import { quietly } from './quiet.ts';
import { documentOf } from './report/document.ts';
import { summaryOf } from './report/summary.ts';
import { toMarkdown } from './report/table.ts';
import { tablesOf } from './report/tables.ts';
import { rowsOf } from './rows/rows.ts';
import { startFailingServer } from './server/failing-server.ts';

const options = parseOptions(process.argv.slice(2));
const root = join(import.meta.dirname, '../../..');
const packages = new Peers(join(import.meta.dirname, '../peers'), '230 MB', ['--ignore-scripts']);

const surfaces = [own, ...(options.peers ? [await peers()] : [])];
const isAsked = ({ name }: { name: string }) => name.includes(options.client ?? '');
const clients = surfaces.flatMap((list) => list.clients).filter(isAsked);
const adapters = surfaces.flatMap((list) => list.adapters).filter(isAsked);
if (clients.length + adapters.length === 0) {
  process.stderr.write(`No client's name contains '${options.client}'.\n`);
  process.exit(2);
}

const asked = (what: string) => ({
  ...(options.fault && { faults: [options.fault] }),
  onCell: (done: number, of: number) => {
    if (done % 100 === 0 || done === of) process.stderr.write(`${what}: ${done} of ${of}\n`);
  },
});
const { ofClients, ofAdapters } = await quietly(async () => {
  const server = await startFailingServer();
  const ofClients = await clientCells(clients, server, asked('clients'));
  const ofAdapters = await adapterCells(adapters, server, asked('adapters'));
  await server.close();
  return { ofClients, ofAdapters };
});

const { right, wrong } = rowsOf(ofClients, versionOf);
if (options.json) {
  const cells = [...ofClients, ...ofAdapters].map(({ surface, fault, seen }) => ({
    surface: surface.name,
    fault,
    ...seen,
    error: undefined,
  }));
  console.log(JSON.stringify({ cells, wrong }, null, 2));
} else {
  console.log(`${summaryOf(ofClients, ofAdapters)}\n`);
  for (const table of Object.values(tablesOf(ofClients, ofAdapters)))
    if (table.columns.length > 0) console.log(`${toMarkdown(table)}\n`);
}
if (options.write) {
  writeFileSync(join(root, 'docs/clients.md'), documentOf(ofClients, ofAdapters, versionOf));
  writeFileSync(
    join(root, 'packages/failure/cases/clients.jsonl'),
    right.map((row) => `${JSON.stringify(row)}\n`).join(''),
  );
}

const isWrong =
  ofClients.some((cell) => judgeClient(cell) === 'wrong') ||
  ofAdapters.some((cell) => judgeAdapter(cell) === 'wrong' || isFalselyComplete(cell));
process.exit(isWrong ? 1 : 0);

/** The surfaces of the peers. Their module is named by a variable, because it has types only once they are installed. */
async function peers(): Promise<{ clients: readonly Client[]; adapters: readonly Adapter[] }> {
  await packages.install();
  const list: string = new URL('../peers/src/list.ts', import.meta.url).href;
  return import(list);
}

function versionOf(name: string): string {
  const installed = packages.installedVersion(name);
  if (installed !== null) return installed;
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  for (const folder of folders)
    try {
      return JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8')).version;
    } catch {
      // It lies in a folder further up.
    }
  throw new Error(`${name} is not installed.`);
}
