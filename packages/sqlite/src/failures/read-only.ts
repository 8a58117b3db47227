/** Reads a database without its ownership, because people look into a file that a runtime has open. */
import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { NoDatabaseError } from '../errors.ts';
import { toOpenError } from '../faults.ts';
import { identify } from '../preflight.ts';

/** How long to wait for another program's lock, milliseconds. */
const waitMs = 2_000;

/**
 * Opens a file of this version or of an older one read-only, and returns what `read` reads. An older file is not
 * migrated.
 *
 * @throws {NoDatabaseError} if the file is missing or empty
 * @throws {ForeignFileError} if the file is not a Perdure database
 * @throws {NewerSchemaError} if a newer version of Perdure wrote the file
 * @throws {CorruptFileError} if the file is damaged
 * @throws {UnusableFileError} if the file can't be read
 */
export function readOnly<T>(file: string, read: (db: Database.Database) => T): T {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) throw new NoDatabaseError(file, 'does not exist');
  if (!found.isFile()) throw new NoDatabaseError(file, 'is no file');
  // SQLite would take an empty file for a new database.
  if (found.size === 0) throw new NoDatabaseError(file, 'is empty');
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true, timeout: waitMs });
    identify(db, file);
    return read(db);
  } catch (error) {
    throw toOpenError(file, error);
  } finally {
    db?.close();
  }
}
