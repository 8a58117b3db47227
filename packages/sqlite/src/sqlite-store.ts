/** The store on a SQLite file: one transaction for each turn of the runtime. */
import type { Store, ThreadEvent, Write } from '@perdure/runtime';
import { type Durability, open } from './open.ts';
import { type Operations, prepareOperations } from './operations.ts';
import { own } from './owner.ts';
import { prepareReads } from './reads.ts';
import { prepareWrites } from './writes.ts';

export interface SqliteStoreOptions {
  /** By default `full`: a turn is many writes and one sync, so it costs little. */
  durability?: Durability;
}

export interface SqliteStore extends Store, Operations {}

/**
 * Opens the file, or makes it; `:memory:` for none. The process owns it until `close()`, or its end.
 *
 * @throws {StoreOwnedError} if another process has it open
 * @throws {ForeignFileError} if it is no Perdure database
 * @throws {NewerSchemaError} if a newer version wrote it
 */
export function sqliteStore(
  file: string,
  { durability = 'full' }: SqliteStoreOptions = {},
): SqliteStore {
  const disown = file === ':memory:' ? () => {} : own(file);
  try {
    const db = open(file, durability);
    const operations = prepareOperations(db);
    const write = prepareWrites(db, operations);
    const commit = db.transaction((writes: readonly Write[]) =>
      writes.map(write).filter((event): event is ThreadEvent => event !== undefined),
    );
    return {
      ...prepareReads(db),
      ...operations,
      commit: (writes) => commit.immediate(writes),
      close() {
        db.close();
        disown();
      },
    };
  } catch (error) {
    disown();
    throw error;
  }
}
