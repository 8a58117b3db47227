/**
 * Checks a file before anything is written to it: whether it is a Perdure database, which version wrote it, and whether
 * it is damaged.
 */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import {
  CorruptFileError,
  ForeignFileError,
  NewerSchemaError,
  StoreOwnedError,
  UnusableFileError,
} from './errors.ts';
import { codeOf, toCorruptError } from './faults.ts';
import { keyOf, look } from './file-identity.ts';
import { openHere } from './in-process.ts';
import { isMounted } from './mounts.ts';
import { type Mark, markInFile } from './owner-page.ts';
import { lastOwner, livingOwner, type Row } from './owner-row.ts';
import { applicationId, migrations, schema } from './schema.ts';

/**
 * Largest file that is checked for damage at opening, bytes. A larger file is not checked, because the check takes more
 * than 1 ms per megabyte.
 */
const wholeCheckLimit = 64 * 1024 * 1024;

/**
 * Checks a file. Changes neither the file nor the write-ahead log beside it.
 *
 * @param waitMs how long to wait for another program's lock, milliseconds
 * @throws {ForeignFileError} if the file is not a Perdure database
 * @throws {NewerSchemaError} if a newer version of Perdure wrote the file
 * @throws {CorruptFileError} if the check finds damage
 * @throws {StoreOwnedError} if the file names an owner that is alive
 * @throws {UnusableFileError} if the file has a second name or is mounted alone, or has another file's log beside it
 */
export function preflight(file: string, waitMs: number): void {
  const stats = look(file);
  if (stats !== undefined && (stats.nlink > 1n || isMounted(file)))
    throw new UnusableFileError(file, 'linked');
  if (openHere.has(keyOf(stats))) throw new StoreOwnedError(file, process.pid);
  const size = sizeOf(file);
  const hasLog = sizeOf(`${file}-wal`) > 0;
  // An empty file with a log is refused, because SQLite would take the file for a new database and delete the log, and
  // with the log the runs that are only there.
  if (size === 0 && hasLog)
    throw new CorruptFileError(file, `it is empty, and '${file}-wal' is not`);
  if (size <= 0) return;

  // The connection to a file with a log is read-only, because a connection that may write moves the log into the file
  // when it closes.
  const db = new Database(file, { readonly: hasLog, timeout: waitMs });
  const descriptor = openSync(file, 'r');
  try {
    identify(db, file);
    const row = lastOwner(db);
    const owner = livingOwner(row, keyOf(stats));
    if (owner !== undefined) throw new StoreOwnedError(file, owner);
    if (hasLog && row !== undefined && !isOwnLog(file, row, markInFile(descriptor, db)))
      throw new UnusableFileError(file, 'otherLog');
    if (size > wholeCheckLimit) return;
    const found = db.pragma('quick_check(1)', { simple: true }) as string;
    if (found !== 'ok') throw new CorruptFileError(file, found.replaceAll('\n', ' '));
  } finally {
    db.close();
    // Closing it takes the connection's locks away, so that the connection is closed before.
    closeSync(descriptor);
  }
}

/**
 * Whether the log beside a file is the file's own. An owner's row is moved into the file before its first commit, and a
 * file and a log that were copied together have it both.
 *
 * @param row of the last owner, read through the log
 * @param mark what the file itself has of that row
 */
function isOwnLog(file: string, row: Row, mark: Mark | undefined): boolean {
  if (mark?.nonce === row.nonce) return mark.commits <= row.commits;
  // A process may have ended before the row was moved. Then nobody has written the file after the log.
  const [found, log] = [look(file), look(`${file}-wal`)];
  if (row.commits > 0 || row.file !== keyOf(found)) return false;
  return found !== undefined && log !== undefined && found.mtimeNs <= log.mtimeNs;
}

/**
 * @throws {ForeignFileError} if the database is not Perdure's
 * @throws {NewerSchemaError} if a newer version of Perdure wrote it
 */
export function identify(db: Database.Database, file: string): void {
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

/**
 * The schema stands within this many bytes from the start. In a file that can be cut, it comes after the first page of
 * each table and index.
 */
const schemaWithin = 256 * 1024;

/**
 * Guesses whether a file with a damaged header is a Perdure database: the file starts with zeros, or it contains the
 * text of our first table.
 */
function wasOurs(file: string): boolean {
  const start = Buffer.alloc(schemaWithin);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, start);
  } finally {
    closeSync(descriptor);
  }
  const isBlank = start.subarray(0, 100).every((byte) => byte === 0);
  return isBlank || start.includes(schema.slice(1, schema.indexOf(',')));
}

/** The file's size in bytes; -1 for a missing file. */
const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? -1;
