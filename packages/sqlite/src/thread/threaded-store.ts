/** The store on a file that is written on a thread of its own. Reads are made on this thread, at once. */
import type { Committed, PruneOptions, Write } from '@perdure/runtime/store';
import { keptForLater, type ThreadEvent } from '@perdure/thread';
import Database from 'better-sqlite3';
import { backUp } from '../backup.ts';
import type { Told } from '../copying.ts';
import { delegates } from '../delegates.ts';
import { ErrorMapping } from '../error-mapping.ts';
import type { Durability } from '../open.ts';
import type { SqliteStore } from '../sqlite-store.ts';
import type { StoreStats } from '../stats.ts';
import { type ReadMethods, readsOn } from '../store-on.ts';
import { Writer } from './writer.ts';

/** @throws {NoThreadError} and what opening a file throws */
export function threadedStore(path: string, durability: Durability): SqliteStore {
  const errors = new ErrorMapping(path);
  let db: Database.Database;
  let reads: ReadMethods;
  let isClosed = false;
  const open = (file: string) => {
    if (isClosed) return;
    db = new Database(file, { readonly: true });
    reads = readsOn(db, file, errors);
  };
  const writer = new Writer(path, durability, { close: () => void db.close(), open });
  try {
    open(path);
  } catch (error) {
    writer.close();
    throw error;
  }
  const source = {
    copy: (to: string, tell: Told) => writer.copy(to, tell),
    get isOpen() {
      return !isClosed;
    },
    get stopped() {
      return writer.stopped;
    },
  };
  // A file whose damage was met by a read is not written any more.
  const writes = errors.writing({
    prune: (options: PruneOptions) =>
      writer.request<string | undefined>({ type: 'prune', options }),
    tidy: () => writer.requestNow<boolean>({ type: 'tidy' }),
    commit: (writes: readonly Write[]) =>
      writer
        .commit(writes)
        .then((seqs): Committed => ({ recorded: numbered(writes, seqs), lost: [] })),
    discardFailedMessages: (runId: string, at = Date.now()) =>
      writer.requestNow<number | undefined>({ type: 'discardFailedMessages', runId, at }),
  });
  return {
    ...delegates(() => reads),
    ...writes,
    stats: () =>
      writer.stopped === undefined ? writer.request<StoreStats>({ type: 'stats' }) : reads.stats(),
    backup: (to, options) => keptForLater(backUp(source, to, options)),
    close() {
      if (isClosed) return;
      isClosed = true;
      db.close();
      writer.close();
    },
  };
}

/** The events that the writes append, with the numbers that they were given. */
function numbered(writes: readonly Write[], seqs: readonly number[]): ThreadEvent[] {
  const appended = writes.filter((write) => write.type === 'appendEvent');
  return appended.map(({ fact, threadId, runId, at }, index) => ({
    ...fact,
    seq: seqs[index] as number,
    threadId,
    runId,
    at,
  }));
}
