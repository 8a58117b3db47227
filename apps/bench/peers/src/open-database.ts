/** A SQLite file in WAL mode, as durable as asked for. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Durability } from '../../src/contest/contender.ts';

export function openDatabase(folder: string, durability: Durability): Database.Database {
  const db = new Database(join(folder, 'runs.db'));
  db.pragma('journal_mode = WAL');
  // Said and not left to its default, which differs between a new file and one that is opened again.
  db.pragma(`synchronous = ${durability}`);
  return db;
}
