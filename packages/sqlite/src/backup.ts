/** Copies a database page by page, while it is in use. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import { BackupError, type BackupObstacle } from './backup-error.ts';
import { codeOf } from './faults.ts';

export interface BackupOptions {
  /** Called about every 100 pages of 4 KiB. @param pages of the database @param remaining of these, to be copied */
  progress?: (pages: number, remaining: number) => void;
}

/**
 * Writes the database to a new file, without its owner. The copy has another name until it is whole, because a process
 * that ends meanwhile must not leave a half of it under the right name.
 *
 * @throws {BackupError} with the reason
 */
export async function backUp(
  db: Database.Database,
  to: string,
  { progress }: BackupOptions = {},
): Promise<void> {
  const target = resolve(to);
  if (existsSync(target)) throw new BackupError(to, 'exists');
  const partial = `${target}-partial-${process.pid}-${Date.now()}`;
  try {
    await db.backup(partial, {
      progress({ totalPages, remainingPages }) {
        progress?.(totalPages, remainingPages);
        return pagesPerTurn;
      },
    });
    disown(partial);
    if (existsSync(target)) throw new BackupError(to, 'exists');
    renameSync(partial, target);
  } catch (cause) {
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(partial + end, { force: true });
    throw cause instanceof BackupError
      ? cause
      : new BackupError(to, db.open ? obstacleOf(cause) : 'closed', { cause });
  }
}

/** Pages that are copied in one event-loop turn: 400 KiB. */
const pagesPerTurn = 100;

/** Takes the owner out of a copy, and makes it one file, which needs no log beside it. */
export function disown(file: string): void {
  const copy = new Database(file);
  try {
    copy.pragma('journal_mode = DELETE');
    copy.exec('DELETE FROM owner');
  } finally {
    copy.close();
  }
}

function obstacleOf(error: unknown): BackupObstacle {
  if (error instanceof TypeError && /directory/.test(error.message)) return 'missingFolder';
  const code = codeOf(error);
  if (/^SQLITE_FULL/.test(code)) return 'full';
  if (/^(SQLITE_(CANTOPEN|READONLY|PERM)|EACCES|EPERM)/.test(code)) return 'noAccess';
  return /^SQLITE_IOERR/.test(code) ? 'io' : 'unknown';
}
