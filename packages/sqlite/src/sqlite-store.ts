/** The store on a SQLite file: one transaction per batch. */
import type { Store } from '@perdure/runtime/store';
import { checkChoice, checkKnownOptions, keptForLater } from '@perdure/thread';
import type { Database } from 'better-sqlite3';
import { type BackupOptions, backUp } from './backup.ts';
import { Checkpoints } from './checkpoints.ts';
import { ErrorMapping } from './error-mapping.ts';
import { forgets, withForgetting } from './forget.ts';
import { type Durability, open } from './open.ts';
import { type Operations, prepareOperations } from './operations.ts';
import { OwnedFile } from './owned-file.ts';
import { own } from './owner.ts';
import type { OwnerRow } from './owner-row.ts';
import { checkPath, realPath } from './path.ts';
import { preparePrune } from './prune.ts';
import { prepareReads } from './reads.ts';
import { prepareStats, type StoreStats } from './stats.ts';
import { isTidy, prepareTidyStep } from './tidy.ts';
import { Upkeep } from './upkeep.ts';
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
export interface SqliteStore extends Store, Operations {
  /** How large the file is, and what its bytes are used for. Reads the whole file. */
  stats(): StoreStats;
  /**
   * Does one step of what the store does by itself, every 50 ms if there is something to do: moves 100 rows of an older
   * version to the shape of this one, or gives 64 free pages back to the file system.
   *
   * @returns whether nothing is left to do
   * @throws {StoreWriteError} with the reason
   */
  tidy(): boolean;
  /**
   * Writes everything recorded to a new file, while the store is in use. About 400 KiB are copied in each event-loop
   * turn. What is recorded meanwhile is in the copy too. The copy is one file without an owner, which `sqliteStore`
   * opens.
   *
   * @param to path of the new file
   * @throws {InvalidOptionError} for what is no path, and for an option that is no function or has an unknown name
   * @throws {BackupError} with the reason; nothing is left of the copy then
   */
  backup(to: string, options?: BackupOptions): Promise<void>;
}

/**
 * Opens the file, or creates it. The process owns the file until `close()`, or until the process ends.
 *
 * If the file can't be written later, `commit` throws a `StoreWriteError` with the reason. Each commit looks whether
 * the file, its log and its lock are still the ones that were opened.
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
  checkPath('file', file, "a path without NUL, or ':memory:'");
  checkChoice('durability', durability, ['full', 'normal']);
  checkKnownOptions('', others, ['durability']);
  return file === ':memory:' ? inMemory(durability) : onFile(realPath(file), durability);
}

function inMemory(durability: Durability): SqliteStore {
  const db = open(':memory:', durability);
  return {
    ...storeOn(db, ':memory:'),
    backup: (to, options) => keptForLater(backUp({ db }, to, options)),
    close: () => void db.close(),
  };
}

function onFile(path: string, durability: Durability): SqliteStore {
  const owned = ownedFile(path, durability);
  const errors = new ErrorMapping(path);
  let current = storeOn(owned.db, path, { errors, row: owned.row });
  owned.onReopened = (db) => {
    current = storeOn(db, path, { errors, row: owned.row });
  };
  const checkpoints = new Checkpoints({
    db: () => owned.db,
    canMove: () => owned.isInPlace,
    onMoved: () => owned.noteCheckpoint(),
  });
  const tidy = () => owned.write(() => current.tidy());
  const upkeep = new Upkeep({ step: tidy });
  upkeep.wake();
  return {
    ...delegates(() => current),
    commit(writes) {
      const events = owned.write(() => current.commit(writes));
      checkpoints.note(writes);
      if (forgets(writes)) upkeep.wake();
      return events;
    },
    prune(options) {
      const after = owned.write(() => current.prune(options));
      upkeep.wake();
      return after;
    },
    tidy,
    discardFailedMessages: (runId, at) =>
      owned.write(() => current.discardFailedMessages(runId, at)),
    backup: (to, options) => keptForLater(backUp(owned, to, options)),
    close: once(() => {
      upkeep.close();
      checkpoints.close();
      owned.close();
    }),
  };
}

function ownedFile(path: string, durability: Durability): OwnedFile {
  const ownership = own(path);
  try {
    return new OwnedFile(path, durability, ownership);
  } catch (error) {
    ownership.release();
    throw error;
  }
}

type Methods = Omit<SqliteStore, 'close' | 'backup'>;

/** The methods of the store that `current` returns at each call. */
function delegates(current: () => Methods): Methods {
  const names = Object.keys(current()) as (keyof Methods)[];
  const entries = names.map((name) => [
    name,
    (...args: unknown[]) => (current()[name] as (...args: unknown[]) => unknown)(...args),
  ]);
  return Object.fromEntries(entries);
}

/** A second call changes nothing, because the file may have another owner by then, whose lock must stay. */
function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    action();
  };
}

const unowned = { begin() {}, committed() {} };

/** The store on an open connection whose schema is up to date. @param row of the owner, if the file has one */
export function storeOn(
  db: Database,
  file: string,
  { errors = new ErrorMapping(file), row }: { errors?: ErrorMapping; row?: OwnerRow } = {},
): Methods {
  const operations = prepareOperations(db);
  const write = prepareWrites(db, operations);
  const { begin, committed } = row?.onCommit(db) ?? unowned;
  /** Does the change in one transaction. */
  const transaction = <A extends unknown[], R>(change: (...args: A) => R) => {
    const whole = db.transaction((...args: A) => {
      begin();
      return change(...args);
    });
    return (...args: A): R => {
      const result = whole.immediate(...args);
      committed();
      return result;
    };
  };
  const { findRunStatus, discardFailedMessages } = operations;
  const reads = errors.reading({
    ...prepareReads(db),
    findRunStatus,
    stats: prepareStats(db, file),
  });
  const tidyStep = transaction(prepareTidyStep(db));
  const writes = errors.writing({
    discardFailedMessages: transaction(discardFailedMessages),
    commit: withForgetting(db, transaction(write)),
    prune: transaction(preparePrune(db)),
    tidy: () => isTidy(db) || tidyStep(),
  });
  return { ...reads, ...writes };
}
