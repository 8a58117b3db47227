/** What is to do with a file beside the runs: rows of an older version are moved, and free pages are given back. */
import type { Database } from 'better-sqlite3';
import { canShrink, giveBackPages } from './free-pages.ts';
import { prepareMoving } from './moving.ts';

/** True if nothing is to do. It only reads. */
export const isTidy = (db: Database): boolean =>
  db.prepare('SELECT 1 FROM moves').get() === undefined &&
  !(canShrink(db) && db.pragma('freelist_count', { simple: true }) !== 0);

/** Does one step. Call it within a transaction. @returns whether nothing is left to do */
export function prepareTidyStep(db: Database): () => boolean {
  const move = prepareMoving(db);
  return () => move() && giveBackPages(db);
}
