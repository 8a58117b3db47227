/** The bytes of a database file that a run of the contest's workload costs. */
import { join } from 'node:path';
import { sqliteStore } from '@perdure/sqlite';
import { perdure } from '../contest/contenders/perdure.ts';
import { Probe } from '../contest/probe.ts';
import { failsAfter, piece, pieces } from '../contest/workload.ts';
import { look, removeDatabase } from './database-file.ts';
import { isolated, type Say } from './isolated.ts';

/** Bytes a run at commit ac85134 of 2026-11-30, before a text stood once: `measureRunBytes`, run there with 2,000 runs. */
export const bytesPerRunBefore = 13_154;

export interface RunBytes {
  runs: number;
  /** Growth of the file, without its free pages, divided by the number of runs. */
  bytesPerRun: number;
  /** Bytes of each table with its indexes, divided by the number of runs, the largest first. */
  tables: [name: string, bytesPerRun: number][];
  /** Bytes of the texts that the model writes in a run. */
  textBytesPerRun: number;
}

export interface Given {
  folder: string;
  runs: number;
}

export const runBytes = (given: Given, say: Say): Promise<RunBytes> =>
  isolated(import.meta.url, measureRunBytes, given, say);

export async function measureRunBytes({ folder, runs }: Given, say: Say): Promise<RunBytes> {
  const probe = new Probe();
  const file = join(folder, 'runs.db');
  say(`the bytes of ${runs} runs`);
  const grow = async (name: string, many: number) => {
    const contender = await perdure(folder, 'normal', probe);
    for (let number = 0; number < many; number++) {
      const id = `${name}${String(number).padStart(6, '0')}`;
      probe.begin(id, false);
      await contender.run(id);
      probe.end(id);
    }
    await contender.close();
    return look(
      file,
      `SELECT (page_count - freelist_count) * page_size
       FROM pragma_page_count, pragma_freelist_count, pragma_page_size`,
    );
  };
  try {
    const before = await grow('warm-up', 1);
    const after = await grow('t', runs);
    const store = sqliteStore(file, { thread: false });
    const { tables } = await store.stats();
    store.close();
    return {
      runs,
      bytesPerRun: (after - before) / runs,
      tables: Object.entries(tables).map(([name, bytes]) => [name, bytes / (runs + 1)]),
      textBytesPerRun: piece.length * (failsAfter + pieces),
    };
  } finally {
    removeDatabase(file);
  }
}
