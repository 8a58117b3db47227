/**
 * Ownership of a file by one process, whichever path leads to the file. Two owners would perform every retry twice. The
 * mark of ownership is a lock of the operating system on a file beside the store, `…-owner`. The lock can't be stale,
 * because it ends with its process, also if the process is killed.
 *
 * A second file, `…-owner-pid`, names the owner. It may be missing or out of date, because only the error's message
 * needs it.
 */
import { type BigIntStats, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import Database from 'better-sqlite3';
import { StoreOwnedError } from './errors.ts';
import { faultOf, toOpenError } from './faults.ts';
import { isSame, look } from './file-identity.ts';

/**
 * Locks that this process holds. The set keeps a reference to each lock, because better-sqlite3 (13.2) closes a
 * database when it is garbage-collected: an app that keeps no reference to its store would lose the ownership without
 * notice.
 */
const held = new Set<Database.Database>();

/**
 * Takes the ownership of the file.
 *
 * @throws {StoreOwnedError} if another process or this one owns the file already
 * @throws {UnusableFileError} if no file can be made beside the store
 */
export function own(file: string): Ownership {
  return new Ownership(file);
}

export class Ownership {
  readonly #file: string;
  readonly #card: string;
  #lock: Database.Database;
  #found: BigIntStats | undefined;

  constructor(file: string) {
    this.#file = `${file}-owner`;
    this.#card = `${file}-owner-pid`;
    try {
      this.#lock = lockOn(this.#file);
    } catch (cause) {
      if (faultOf(cause) !== 'locked') throw toOpenError(file, cause);
      throw new StoreOwnedError(file, readCard(this.#card), { cause });
    }
    this.#note();
  }

  /**
   * Takes the lock again if somebody has deleted its file. If another process has taken it, that process is about to
   * read in the file itself who the owner is.
   */
  keep(): void {
    if (isSame(look(this.#file), this.#found)) return;
    ignoringErrors(() => {
      const lock = lockOn(this.#file);
      this.#letGo();
      this.#lock = lock;
      this.#note();
    });
  }

  release(): void {
    // A lock file that is another one by now may have another owner, and then the card is that owner's.
    if (isSame(look(this.#file), this.#found))
      ignoringErrors(() => rmSync(this.#card, { force: true }));
    this.#letGo();
  }

  #letGo(): void {
    held.delete(this.#lock);
    this.#lock.close();
  }

  #note(): void {
    held.add(this.#lock);
    this.#found = look(this.#file);
    ignoringErrors(() => writeFileSync(this.#card, `${process.pid} ${hostname()}\n`));
  }
}

function lockOn(file: string): Database.Database {
  const lock = new Database(file, { timeout: 0 });
  try {
    // The journal is in memory, because nothing is ever written to this file.
    lock.pragma('journal_mode = MEMORY');
    // This transaction stays open until the lock is closed. It locks only the file `…-owner`; other programs can read
    // the store itself.
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    lock.close();
    throw cause;
  }
}

/** The owner's process id; undefined unless it is a living process of this machine. */
function readCard(card: string): number | undefined {
  return ignoringErrors(() => {
    const [, digits, host] = /^(\d{1,10}) (.+)\n$/.exec(readFileSync(card, 'utf8')) ?? [];
    if (digits === undefined || host !== hostname()) return undefined;
    return isAlive(Number(digits)) ? Number(digits) : undefined;
  });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM means that the process exists and belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Ignores errors, because a store must open even if the owner's name can't be written or read. */
function ignoringErrors<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
