/** The store on a SQLite file: one transaction per batch, on the thread that calls or on one of its own. */
import type { Answer, AtOnceStore, LocalStore } from '@perdure/runtime/store';
import { checkChoice, checkKnownOptions, InvalidOptionError, keptForLater } from '@perdure/thread';
import { type BackupOptions, backUp } from './backup.ts';
import { Copying, type Told } from './copying.ts';
import { fileStore } from './file-store.ts';
import { type Durability, open } from './open.ts';
import type { Operations } from './operations.ts';
import { checkPath, realPath } from './path.ts';
import type { StoreStats } from './stats.ts';
import { storeOn } from './store-on.ts';
import { threadedStore } from './thread/threaded-store.ts';
import { NoThreadError } from './thread/threads.ts';

/** Options of `sqliteStore`. */
export interface SqliteStoreOptions {
  /**
   * Whether a power loss may destroy the last recorded batches. @default 'full', which costs one sync of the disk per
   * batch
   */
  durability?: Durability;
  /**
   * Whether a thread of its own writes, so that the event loop does not wait for the disk. Where a thread can't be had,
   * the store says so by a process warning, and the calling thread writes. @default true at the durability 'full'; false
   * at 'normal', whose commits wait for no disk, so that two messages between threads cost more than they save
   */
  thread?: boolean;
}

/** The store, together with operations for people and scripts. */
export interface SqliteStore extends LocalStore, Operations {
  /**
   * How large the file is, and what its bytes are used for. Reads the whole file, on the thread that writes; nothing is
   * written meanwhile.
   */
  stats(): Answer<StoreStats>;
  /**
   * Does one step of what the store does by itself, every 50 ms if there is something to do: moves 100 rows of an older
   * version to the shape of this one, or gives 64 free pages back to the file system. It does nothing while a backup is
   * made, because the file must keep its length.
   *
   * @returns whether nothing is left to do now
   * @throws {StoreWriteError} with the reason
   */
  tidy(): boolean;
  /** Closes the file once everything is written. Blocks the calling thread meanwhile. */
  close(): void;

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

/** A store that writes on the calling thread, and answers everything at once. */
export type AtOnceSqliteStore = AtOnceStore &
  Operations &
  Pick<SqliteStore, 'backup' | 'tidy'> & { stats(): StoreStats };

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
  options: SqliteStoreOptions & ({ thread: false } | { durability: 'normal'; thread?: false }),
): AtOnceSqliteStore;
export function sqliteStore(file: ':memory:', options?: SqliteStoreOptions): AtOnceSqliteStore;
export function sqliteStore(file: string, options?: SqliteStoreOptions): SqliteStore;
export function sqliteStore(
  file: string,
  { durability = 'full', thread = durability === 'full', ...others }: SqliteStoreOptions = {},
): SqliteStore {
  checkPath('file', file, "a path without NUL, or ':memory:'");
  checkChoice('durability', durability, ['full', 'normal']);
  if (typeof thread !== 'boolean') throw new InvalidOptionError('thread', 'true or false', thread);
  checkKnownOptions('', others, ['durability', 'thread']);
  if (file === ':memory:') return inMemory(durability);
  return thread ? onThread(realPath(file), durability) : fileStore(realPath(file), durability);
}

/** The store with a thread that writes, or without one where none can be had. */
function onThread(path: string, durability: Durability): SqliteStore {
  try {
    return threadedStore(path, durability);
  } catch (error) {
    if (!(error instanceof NoThreadError)) throw error;
    process.emitWarning(`${error.message} The event loop waits for each commit to '${path}'.`, {
      type: 'PerdureWarning',
    });
    return fileStore(path, durability);
  }
}

function inMemory(durability: Durability): AtOnceSqliteStore {
  const db = open(':memory:', durability);
  const store = storeOn(db, ':memory:');
  const copying = new Copying({ db }, () => {});
  const source = {
    copy: (to: string, tell: Told) => copying.copy(to, tell),
    get isOpen() {
      return db.open;
    },
  };
  return {
    ...store,
    tidy: () => copying.isUnderWay || store.tidy(),
    backup: (to, options) => keptForLater(backUp(source, to, options)),
    close: () => void db.close(),
  };
}
