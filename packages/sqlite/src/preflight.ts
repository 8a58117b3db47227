/** Looks at a file before anything is written to it: whose it is, which version, whether it is sound. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { CorruptFileError, ForeignFileError, NewerSchemaError } from './errors.ts';
import { codeOf, toCorruptError } from './faults.ts';
import { migrations } from './migrations.ts';
import { applicationId, schema } from './schema.ts';

/** Larger files are not read through at every start: it takes somewhat more than 1 ms a megabyte. Bytes. */
const wholeCheckLimit = 64 * 1024 * 1024;

/**
 * Leaves the file as it is, and the log beside it too.
 *
 * @param waitMs how long to wait for another program's lock
 * @throws {ForeignFileError} if it is no Perdure database
 * @throws {NewerSchemaError} if a newer version wrote it
 * @throws {CorruptFileError} if it is damaged, as far as that is looked for
 */
export function inspect(file: string, waitMs: number): void {
  const size = sizeOf(file);
  const hasLog = sizeOf(`${file}-wal`) > 0;
  // SQLite takes an empty file for a new database and deletes the log: runs that are only there would go with it.
  if (size === 0 && hasLog)
    throw new CorruptFileError(file, `it is empty, and '${file}-wal' is not`);
  if (size <= 0) return;

  // A connection that may write would move the log into the file when it is closed.
  const db = new Database(file, { readonly: hasLog, timeout: waitMs });
  try {
    identify(db, file);
    if (size > wholeCheckLimit) return;
    const found = db.pragma('quick_check(1)', { simple: true }) as string;
    if (found !== 'ok') throw new CorruptFileError(file, found.replaceAll('\n', ' '));
  } finally {
    db.close();
  }
}

function identify(db: Database.Database, file: string): void {
  const { id, version, tables } = readHeader(db, file);
  const isNew = id === 0 && tables === 0;
  if (!isNew && id !== applicationId) throw new ForeignFileError(file);
  if (version > migrations.length) throw new NewerSchemaError(file, version, migrations.length);
}

function readHeader(db: Database.Database, file: string) {
  const read = (pragma: string) => db.pragma(pragma, { simple: true }) as number;
  try {
    return {
      id: read('application_id'),
      version: read('user_version'),
      tables: db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number,
    };
  } catch (cause) {
    if (codeOf(cause) !== 'SQLITE_NOTADB') throw cause;
    throw wasOurs(file) ? toCorruptError(file, cause) : new ForeignFileError(file, { cause });
  }
}

/** A header that is gone says nothing; but nobody's file begins with zeros, and our first table's text may be left. */
function wasOurs(file: string): boolean {
  const start = Buffer.alloc(64 * 1024);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, start);
  } finally {
    closeSync(descriptor);
  }
  const isBlank = start.subarray(0, 100).every((byte) => byte === 0);
  return isBlank || start.includes(schema.slice(1, schema.indexOf(',')));
}

/** In bytes; -1 for a file that is not there. */
const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? -1;
