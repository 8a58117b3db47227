/** A SQLite file in WAL mode with a durability. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Durability } from '../../src/contest/contender.ts';

export function openDatabase(folder: string, durability: Durability): Database.Database {
  const db = new Database(join(folder, 'runs.db'));
  db.pragma('journal_mode = WAL');
  // Set explicitly, because the default differs between a new and an existing file.
  db.pragma(`synchronous = ${durability}`);
  return db;
}
