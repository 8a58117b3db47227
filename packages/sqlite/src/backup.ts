/** Writes a backup of a database that is in use: a copy under another name until it is whole. */
import { randomUUID } from 'node:crypto';
import { existsSync, renameSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import {
  checkFunction,
  checkKnownOptions,
  checkObject,
  InvalidOptionError,
  type StoreWriteError,
} from '@perdure/thread';
import Database from 'better-sqlite3';
import { BackupError, type BackupObstacle } from './backup-error.ts';
import { BackupProgress } from './backup-progress.ts';
import { removeCopy, type Told } from './copying.ts';
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
  /** Writes all pages to a new file. */
  copy(to: string, tell: Told): Promise<void>;
  readonly isOpen: boolean;
  /** Why the file is not written any more. */
  readonly stopped?: StoreWriteError | undefined;
}

/**
 * Writes the database to a new file, without its owner. The copy has another name until it is whole, because a process
 * that ends meanwhile must not leave a half of it under the right name.
 *
 * @throws {InvalidOptionError} for what is no path of a file, and for an option that is no function or has an unknown name
 * @throws {BackupError} with the reason
 */
export async function backUp(
  source: BackupSource,
  to: string,
  options: BackupOptions = {},
): Promise<void> {
  checkPath('to', to, 'a path without NUL');
  // Nobody would find a file of these names: SQLite's own for a database in memory, and that of a folder.
  if (to.trim() === ':memory:' || to.endsWith('/') || to.endsWith(sep))
    throw new InvalidOptionError('to', 'the path of a file', to);
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
    await source.copy(partial, (pages, remaining) => told.tell(pages, remaining));
    disown(partial);
    await told.end();
    if (existsSync(target)) throw new BackupError(to, 'exists');
    renameSync(partial, target);
  } catch (error) {
    removeCopy(partial);
    throw toBackupError(source, to, error);
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

function toBackupError(source: BackupSource, to: string, cause: unknown): BackupError {
  if (cause instanceof BackupError) return cause;
  const { stopped, isOpen } = source;
  if (stopped?.reason === 'replaced') return new BackupError(to, 'replaced', { cause: stopped });
  return new BackupError(to, isOpen ? obstacleOf(cause) : 'closed', { cause });
}

function obstacleOf(error: unknown): BackupObstacle {
  if (error instanceof TypeError && /directory/.test(error.message)) return 'missingFolder';
  const code = codeOf(error);
  if (/^SQLITE_FULL/.test(code)) return 'full';
  if (/^(SQLITE_(CANTOPEN|READONLY|PERM)|EACCES|EPERM)/.test(code)) return 'noAccess';
  return /^SQLITE_IOERR/.test(code) ? 'io' : 'unknown';
}
