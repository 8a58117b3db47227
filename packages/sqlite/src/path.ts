/** Paths of database files. */
import { lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Obstacle, UnusableFileError } from './errors.ts';

/**
 * The absolute path of a file, with symbolic links resolved. The file itself need not exist yet.
 *
 * @throws {UnusableFileError} if the folder of the file does not exist, or if the path is not a file
 */
export function realPath(file: string): string {
  try {
    const path = followed(resolve(file.trim()));
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === false)
      throw new UnusableFileError(file, 'notAFile');
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
};

function followed(path: string): string {
  const entry = lstatSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return join(realpathSync.native(dirname(path)), basename(path));
  // A link to a file that does not exist yet is followed, as SQLite does.
  if (entry.isSymbolicLink() && statSync(path, { throwIfNoEntry: false }) === undefined)
    return followed(resolve(dirname(path), readlinkSync(path)));
  return realpathSync.native(path);
}
