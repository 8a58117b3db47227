/** Gives free pages back to the file system, in small steps. Only a file that began with this version can do it. */
import type { Database } from 'better-sqlite3';

/** The value of `PRAGMA auto_vacuum` that lets a file be cut in steps. */
const incremental = 2;

/** Pages of 4 KiB that one step gives back. */
const pagesPerStep = 64;

/** True if the file can be cut. */
export const canShrink = (db: Database): boolean =>
  db.pragma('auto_vacuum', { simple: true }) === incremental;

/** Does one step. Call it within a transaction. @returns whether nothing is left to give back */
export function giveBackPages(db: Database): boolean {
  const isDone = () => db.pragma('freelist_count', { simple: true }) === 0;
  if (!canShrink(db) || isDone()) return true;
  db.pragma(`incremental_vacuum(${pagesPerStep})`);
  return isDone();
}
