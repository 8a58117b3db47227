/** Removes and queries the files of a database. */
import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';

export function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
}

/** The one number that a query returns; 0 for no row. */
export function look(file: string, sql: string): number {
  const db = new Database(file, { readonly: true });
  const value = db.prepare<[], number>(sql).pluck().get();
  db.close();
  return value ?? 0;
}
