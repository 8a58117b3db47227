/**
 * One process owns a store: two would run every retry twice. The mark is a lock that the operating system
 * holds on a file beside it, so it is gone with its process, however that ends, and can't be stale.
 *
 * Who the owner is stands in a second file, for the message alone: it may be missing or out of date.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import Database from 'better-sqlite3';
import { StoreOwnedError } from './errors.ts';
import { faultOf, toOpenError } from './faults.ts';

/**
 * Returns what gives the ownership up.
 *
 * @throws {StoreOwnedError} if it is taken
 * @throws {UnusableFileError} if no file can be made beside the store
 */
export function own(file: string): () => void {
  const card = `${file}-owner-pid`;
  let lock: Database.Database | undefined;
  try {
    lock = new Database(`${file}-owner`, { timeout: 0 });
    // Nothing is ever written to it: it needs no journal.
    lock.pragma('journal_mode = MEMORY');
    // A transaction that is never ended. Readers of the store itself are not in its way.
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock?.close();
    if (faultOf(cause) !== 'locked') throw toOpenError(file, cause);
    throw new StoreOwnedError(file, readCard(card), { cause });
  }
  attempt(() => writeFileSync(card, `${process.pid} ${hostname()}\n`));
  return () => {
    attempt(() => rmSync(card, { force: true }));
    lock?.close();
  };
}

/** The owner's pid, if it is a process of this machine that lives. */
function readCard(card: string): number | undefined {
  return attempt(() => {
    const [, digits, host] = /^(\d{1,10}) (.+)\n$/.exec(readFileSync(card, 'utf8')) ?? [];
    if (digits === undefined || host !== hostname()) return undefined;
    return isAlive(Number(digits)) ? Number(digits) : undefined;
  });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is there, and another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A card that can't be written or read is no reason to refuse the store. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
