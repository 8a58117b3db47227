/** The cells as tables: clients by the family that they belong to, and our adapters. */
import type { AdapterCell, Cell, ClientCell } from '../cells/cells.ts';
import type { Adapter, Client } from '../clients/client.ts';
import { faultNames } from '../faults/index.ts';
import type { Table } from './table.ts';
import { adapterWords, clientWords, notMeasured } from './words.ts';

export interface Tables {
  own: Table;
  langchain: Table;
  sdk: Table;
  adapters: Table;
}

export function tablesOf(clients: readonly ClientCell[], adapters: readonly AdapterCell[]): Tables {
  const family = (is: (name: string) => boolean) =>
    tableOf(
      clients.filter(({ surface }) => is(surface.name)),
      clientWords,
    );
  const isSdk = (name: string) => name.startsWith('ai-sdk ');
  const isLangchain = (name: string) => name.startsWith('@langchain/');
  return {
    own: family((name) => !isSdk(name) && !isLangchain(name)),
    langchain: family(isLangchain),
    sdk: family(isSdk),
    adapters: tableOf(adapters, adapterWords),
  };
}

function tableOf<Each extends Cell<Client | Adapter, unknown>>(
  cells: readonly Each[],
  wordsOf: (cell: Each) => string,
): Table {
  const columns = [...new Set(cells.map(({ surface }) => surface.name))];
  const words = new Map(cells.map((cell) => [`${cell.fault} ${cell.surface.name}`, wordsOf(cell)]));
  const measured = new Set(cells.map(({ fault }) => fault));
  const rows = faultNames
    .filter((fault) => measured.has(fault))
    .map(
      (fault) =>
        [fault, columns.map((name) => words.get(`${fault} ${name}`) ?? notMeasured)] as const,
    );
  return { columns, rows: new Map(rows) };
}
