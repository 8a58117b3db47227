/** Copies a database page by page, while it is in use. */
import { randomUUID } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  checkFunction,
  checkKnownOptions,
  checkObject,
  type StoreWriteError,
} from '@perdure/thread';
import Database from 'better-sqlite3';
import { BackupError, type BackupObstacle } from './backup-error.ts';
import { BackupProgress } from './backup-progress.ts';
import { codeOf } from './faults.ts';
import { checkPath, isTooLong } from './path.ts';

export interface BackupOptions {
  /**
   * Called about every 100 pages of 4 KiB. An error that it throws, or that its promise is rejected with, ends the
   * backup. The backup is not there before its promises are fulfilled. The pages are counted anew if the store has
   * opened its file again meanwhile, because the log was deleted.
   *
   * @param pages of the database
   * @param remaining of these, to be copied
   */
  progress?: (pages: number, remaining: number) => void;
}

/** Where a backup is copied from. */
export interface BackupSource {
  /** The connection; another one after the file was opened again. */
  readonly db: Database.Database;
  /** Why the file is not written any more. */
  readonly stopped?: StoreWriteError | undefined;
}

/**
 * Writes the database to a new file, without its owner. The copy has another name until it is whole, because a process
 * that ends meanwhile must not leave a half of it under the right name.
 *
 * @throws {InvalidOptionError} for what is no path, and for an option that is no function or has an unknown name
 * @throws {BackupError} with the reason
 */
export async function backUp(
  source: BackupSource,
  to: string,
  options: BackupOptions = {},
): Promise<void> {
  checkPath('to', to, 'a path without NUL');
  checkObject('options', options);
  checkKnownOptions('', options, ['progress']);
  const { progress = () => {} } = options;
  checkFunction('progress', progress);

  const target = resolve(to);
  if (existsSync(target)) throw new BackupError(to, 'exists');
  // The name is random, because another backup to the same name may be under way.
  const partial = `${target}-partial-${randomUUID()}`;
  if (isTooLong(`${partial}-journal`)) throw new BackupError(to, 'nameTooLong');
  try {
    const told = new BackupProgress(to, progress);
    await copy(source, partial, told);
    disown(partial);
    await told.end();
    if (existsSync(target)) throw new BackupError(to, 'exists');
    renameSync(partial, target);
  } catch (error) {
    remove(partial);
    throw toBackupError(source, to, error);
  }
}

/** Pages that are copied in one event-loop turn: 400 KiB. */
const pagesPerTurn = 100;

/** Copies the database. Begins again if the connection was given up for another one. */
async function copy(source: BackupSource, to: string, told: BackupProgress): Promise<void> {
  const { db } = source;
  try {
    await db.backup(to, {
      progress({ totalPages, remainingPages }) {
        told.tell(totalPages, remainingPages);
        return pagesPerTurn;
      },
    });
  } catch (error) {
    if (source.db === db) throw error;
    remove(to);
    await copy(source, to, told);
  }
}

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

function remove(partial: string): void {
  for (const end of ['', '-journal', '-wal', '-shm']) rmSync(partial + end, { force: true });
}

function toBackupError({ db, stopped }: BackupSource, to: string, cause: unknown): BackupError {
  if (cause instanceof BackupError) return cause;
  if (stopped !== undefined) return new BackupError(to, 'replaced', { cause: stopped });
  return new BackupError(to, db.open ? obstacleOf(cause) : 'closed', { cause });
}

function obstacleOf(error: unknown): BackupObstacle {
  if (error instanceof TypeError && /directory/.test(error.message)) return 'missingFolder';
  const code = codeOf(error);
  if (/^SQLITE_FULL/.test(code)) return 'full';
  if (/^(SQLITE_(CANTOPEN|READONLY|PERM)|EACCES|EPERM)/.test(code)) return 'noAccess';
  return /^SQLITE_IOERR/.test(code) ? 'io' : 'unknown';
}
