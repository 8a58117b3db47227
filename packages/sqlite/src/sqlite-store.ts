/** The store on a SQLite file: one transaction per batch. */
import type { Store, Write } from '@perdure/runtime/store';
import type { Database } from 'better-sqlite3';
import { Checkpoints } from './checkpoints.ts';
import { ErrorMapping } from './error-mapping.ts';
import { type Durability, open } from './open.ts';
import { type Operations, prepareOperations } from './operations.ts';
import { own, realPath } from './owner.ts';
import { prepareReads } from './reads.ts';
import { prepareWrites } from './writes.ts';

/** Options of `sqliteStore`. */
export interface SqliteStoreOptions {
  /** What a power loss may take. @default 'full', which costs one sync of the disk per batch */
  durability?: Durability;
}

/** The store, with operations for people and scripts. */
export interface SqliteStore extends Store, Operations {}

/**
 * Opens the file, or creates it. The process owns it until `close()`, or its end.
 *
 * Later, `commit` throws a `StoreWriteError` with the reason if the file can't be written.
 *
 * @param file a path; `:memory:` for a database without a file
 * @throws {StoreOwnedError} if another process has it open, or this one has
 * @throws {UnusableFileError} if it can't be opened and written, also if another program holds its lock for 2 s
 * @throws {CorruptFileError} if it is damaged; files above 64 MB are not read through for that
 * @throws {ForeignFileError} if it is not a Perdure database
 * @throws {NewerSchemaError} if a newer version wrote it
 */
export function sqliteStore(
  file: string,
  { durability = 'full' }: SqliteStoreOptions = {},
): SqliteStore {
  const isFile = file !== ':memory:';
  const path = isFile ? realPath(file) : file;
  const disown = isFile ? own(path) : () => {};
  try {
    const db = open(path, durability);
    const checkpoints = new Checkpoints(db);
    const { commit, ...store } = storeOn(db, path);
    return {
      ...store,
      commit(writes) {
        const events = commit(writes);
        checkpoints.note(writes.length);
        return events;
      },
      close() {
        // On a second call the file may have another owner, whose lock must stay.
        if (!db.open) return;
        checkpoints.close();
        db.close();
        disown();
      },
    };
  } catch (error) {
    disown();
    throw error;
  }
}

/** A store on a connection that is open and up to date. */
export function storeOn(db: Database, file: string): Omit<SqliteStore, 'close'> {
  const errors = new ErrorMapping(file);
  const operations = prepareOperations(db);
  const commit = db.transaction(prepareWrites(db, operations));
  const { findRunStatus, discardFailedMessages } = operations;
  return {
    ...errors.reading({ ...prepareReads(db), findRunStatus }),
    ...errors.writing({
      discardFailedMessages,
      commit: (writes: readonly Write[]) => commit.immediate(writes),
    }),
  };
}
