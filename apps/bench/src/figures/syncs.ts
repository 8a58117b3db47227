/** The cost of a commit at FULL, and of a call of the system that syncs nothing. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { median } from '../statistics.ts';
import { removeDatabase } from './database-file.ts';
import { isolated, type Say } from './isolated.ts';

/** The values are medians. */
export interface Syncs {
  /** Time of a transaction of one row, milliseconds. */
  commitMs: number;
  /** Time to write 4 KiB to a file, without a sync, milliseconds. */
  writeMs: number;
}

/** @param under as that of `startChild` */
export const syncs = (folder: string, say: Say, under?: readonly string[]): Promise<Syncs> =>
  isolated(import.meta.url, measureSyncs, folder, say, under);

export function measureSyncs(folder: string): Syncs {
  const file = join(folder, 'syncs.db');
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE rows (id INTEGER PRIMARY KEY)');
  const insert = db.prepare('INSERT INTO rows DEFAULT VALUES');
  const commitMs = timed(50, () => insert.run());
  db.close();
  removeDatabase(file);

  const page = Buffer.alloc(4_096, 1);
  const written = openSync(join(folder, 'written'), 'w');
  const writeMs = timed(5_000, () => writeSync(written, page, 0, page.length, 0));
  closeSync(written);
  return { commitMs, writeMs };
}

/** The median time of an action, milliseconds. */
function timed(times: number, action: () => unknown): number {
  return median(
    Array.from({ length: times }, () => {
      const from = performance.now();
      action();
      return performance.now() - from;
    }),
  );
}
