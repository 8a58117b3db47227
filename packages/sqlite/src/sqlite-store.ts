/** The store on a SQLite file: one transaction per batch. */
import type { Store, Write } from '@perdure/runtime/store';
import { checkChoice, checkKnownOptions, InvalidOptionError } from '@perdure/thread';
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
  /**
   * Whether a power loss may destroy the last recorded batches. @default 'full', which costs one sync of the disk per
   * batch
   */
  durability?: Durability;
}

/** The store, together with operations for people and scripts. */
export interface SqliteStore extends Store, Operations {}

/**
 * Opens the file, or creates it. The process owns the file until `close()`, or until the process ends.
 *
 * If the file can't be written later, `commit` throws a `StoreWriteError` with the reason.
 *
 * @param file a path; `:memory:` for a database without a file
 * @throws {InvalidOptionError} for what is no path, and for an option out of its bounds or with an unknown name
 * @throws {StoreOwnedError} if another process or this one has the file open
 * @throws {UnusableFileError} if the file can't be opened and written, also if another program holds its lock for 2 s
 * @throws {CorruptFileError} if the file is damaged; a file above 64 MiB is not checked as a whole
 * @throws {ForeignFileError} if the file is not a Perdure database
 * @throws {NewerSchemaError} if a newer version of Perdure wrote the file
 */
export function sqliteStore(
  file: string,
  { durability = 'full', ...others }: SqliteStoreOptions = {},
): SqliteStore {
  // SQLite takes an empty name for a temporary file, which is gone at the end.
  if (typeof file !== 'string' || file === '')
    throw new InvalidOptionError('file', "a path, or ':memory:'", file);
  checkChoice('durability', durability, ['full', 'normal']);
  checkKnownOptions('', others, ['durability']);
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
        checkpoints.note(writes);
        return events;
      },
      close() {
        // A second call changes nothing, because the file may have another owner by then, whose lock must stay.
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

/** The store on an open connection whose schema is up to date. */
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
