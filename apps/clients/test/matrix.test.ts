/** The clients that the workspace depends on, and our adapters over them: every cell is judged, and docs/clients.md holds. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type AdapterCell,
  adapterCells,
  type ClientCell,
  clientCells,
} from '../src/cells/cells.ts';
import { adapters, clients } from '../src/clients/list.ts';
import { isFalselyComplete, judgeAdapter, judgeClient } from '../src/judge.ts';
import { quietly } from '../src/quiet.ts';
import { readTables, type Table } from '../src/report/table.ts';
import { tablesOf } from '../src/report/tables.ts';
import { notMeasured } from '../src/report/words.ts';
import { startFailingServer } from '../src/server/failing-server.ts';

const page = new URL('../../../docs/clients.md', import.meta.url);
const documented = readTables(readFileSync(page, 'utf8'));

let ofClients: readonly ClientCell[] = [];
let ofAdapters: readonly AdapterCell[] = [];
let tables: readonly Table[] = [];

beforeAll(async () => {
  await quietly(async () => {
    const server = await startFailingServer();
    ofClients = await clientCells(clients, server);
    ofAdapters = await adapterCells(adapters, server);
    await server.close();
  });
  tables = Object.values(tablesOf(ofClients, ofAdapters));
}, 180_000);

/** The cells that are judged so, in few words. */
const shown = ({ fault, seen: { failure, ...seen } }: ClientCell | AdapterCell) => ({
  fault,
  ...seen,
  ...failure,
});

/** The measured cells of a surface: its faults, with what is said of each. */
const column = (all: readonly Table[], name: string): Record<string, string | undefined> => {
  const table = all.find(({ columns }) => columns.includes(name));
  const at = table?.columns.indexOf(name) ?? -1;
  const cells = [...(table?.rows ?? [])].map(([fault, row]) => [fault, row[at]] as const);
  return Object.fromEntries(cells.filter(([, words]) => words !== notMeasured));
};

describe.each(clients.map(({ name }) => name))('%s', (name) => {
  it('throws nothing that is judged wrongly', () => {
    const cells = ofClients.filter(({ surface }) => surface.name === name);
    expect(cells.length).toBeGreaterThan(30);
    expect(cells.filter((cell) => judgeClient(cell) === 'wrong').map(shown)).toEqual([]);
  });

  it('does what docs/clients.md says', () => {
    expect(column(documented, name)).toEqual(column(tables, name));
  });
});

describe.each(adapters.map(({ name }) => name))('a run through %s', (name) => {
  it('ends as an expert would expect', () => {
    const cells = ofAdapters.filter(({ surface }) => surface.name === name);
    expect(cells.length).toBeGreaterThan(30);
    expect(cells.filter((cell) => judgeAdapter(cell) === 'wrong').map(shown)).toEqual([]);
    expect(cells.filter(isFalselyComplete).map(shown)).toEqual([]);
  });

  it('ends as docs/clients.md says', () => {
    expect(column(documented, name)).toEqual(column(tables, name));
  });
});
