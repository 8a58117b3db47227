/** The store on a SQLite file: one transaction for each turn of the runtime. */
import type { Store, Write } from '@perdure/runtime';
import type { Database } from 'better-sqlite3';
import { Checkpoints } from './checkpoints.ts';
import { type Durability, open } from './open.ts';
import { type Operations, prepareOperations } from './operations.ts';
import { own } from './owner.ts';
import { prepareReads } from './reads.ts';
import { realPath } from './real-path.ts';
import { Soundness } from './soundness.ts';
import { prepareWrites } from './writes.ts';

export interface SqliteStoreOptions {
  /** By default `full`: a turn is many writes and one sync, so it costs little. */
  durability?: Durability;
}

export interface SqliteStore extends Store, Operations {}

/**
 * Opens the file, or makes it; `:memory:` for none. The process owns it until `close()`, or its end.
 *
 * Where it can't write later, `commit` throws a `StoreWriteError` of the runtime that says why.
 *
 * @throws {StoreOwnedError} if another process has it open, or this one has
 * @throws {UnusableFileError} if it can't be opened and written; waits 2 s for another program's lock
 * @throws {CorruptFileError} if it is damaged; files of more than 64 MB are not read through for that
 * @throws {ForeignFileError} if it is no Perdure database
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
        // A second time there may be another owner, whose name must not be taken away.
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
  const soundness = new Soundness(file);
  const operations = prepareOperations(db);
  const commit = db.transaction(prepareWrites(db, operations));
  const { findRunStatus, discardFailedMessages } = operations;
  return {
    ...soundness.reading({ ...prepareReads(db), findRunStatus }),
    ...soundness.writing({
      discardFailedMessages,
      commit: (writes: readonly Write[]) => commit.immediate(writes),
    }),
  };
}
