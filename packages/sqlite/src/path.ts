/** Paths of database files. */
import { lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { InvalidOptionError } from '@perdure/thread';
import { type Obstacle, UnusableFileError } from './errors.ts';

/**
 * Refuses what is no path. An empty name is none, because SQLite takes it for a temporary file, which is gone at the
 * end, and it cuts blanks off.
 *
 * @throws {InvalidOptionError}
 */
export function checkPath(option: string, value: unknown, bounds: string): void {
  if (typeof value !== 'string' || value.trim() === '' || value.includes('\0'))
    throw new InvalidOptionError(option, bounds, value);
}

/**
 * True if the system takes no name as long as this one, or SQLite (3.54) no path: 512 bytes, `MAX_PATHNAME` in its
 * os_unix.c.
 */
export function isTooLong(path: string): boolean {
  if (Buffer.byteLength(path) > 512) return true;
  try {
    lstatSync(path);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENAMETOOLONG';
  }
}

/** The longest of the names beside a file has this at its end: the journal of the copy that a stop makes. */
const longestEnd = '-rescued-2026-11-30T09-12-51.000Z-journal';

/**
 * The absolute path of a file, with symbolic links resolved. The file itself need not exist yet.
 *
 * @throws {UnusableFileError} if the folder of the file does not exist, if the path is not a file, or if it is too
 * long
 */
export function realPath(file: string): string {
  try {
    const path = followed(resolve(file.trim()));
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === false)
      throw new UnusableFileError(file, 'notAFile');
    if (isTooLong(path + longestEnd)) throw new UnusableFileError(file, 'nameTooLong');
    return path;
  } catch (cause) {
    const obstacle = obstacles[(cause as NodeJS.ErrnoException).code ?? ''];
    throw obstacle === undefined ? cause : new UnusableFileError(file, obstacle, { cause });
  }
}

const obstacles: Record<string, Obstacle> = {
  ENOENT: 'missingFolder',
  ENOTDIR: 'missingFolder',
  EACCES: 'noAccess',
  EPERM: 'noAccess',
  ELOOP: 'notAFile',
  ENAMETOOLONG: 'nameTooLong',
};

function followed(path: string): string {
  const entry = lstatSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return join(realpathSync.native(dirname(path)), basename(path));
  // A link to a file that does not exist yet is followed, as SQLite does.
  if (entry.isSymbolicLink() && statSync(path, { throwIfNoEntry: false }) === undefined)
    return followed(resolve(dirname(path), readlinkSync(path)));
  return realpathSync.native(path);
}
