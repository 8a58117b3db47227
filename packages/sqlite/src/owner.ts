/**
 * One process owns a store: two would run every retry twice. The mark is a lock that the operating system
 * holds on a file beside it, so it is gone with its process, however that ends, and can't be stale.
 */
import Database from 'better-sqlite3';
import { StoreOwnedError } from './errors.ts';

/** Returns what gives the ownership up. @throws {StoreOwnedError} */
export function own(file: string): () => void {
  const lock = new Database(`${file}-owner`, { timeout: 0 });
  try {
    // A transaction that is never ended. Readers of the store itself are not in its way.
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    throw new StoreOwnedError(file, { cause });
  }
  return () => void lock.close();
}
