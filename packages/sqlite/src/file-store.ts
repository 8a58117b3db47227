/** The store on a file, on the thread that calls it. */
import { keptForLater, type StoreWriteError } from '@perdure/thread';
import { backUp } from './backup.ts';
import { Checkpoints } from './checkpoints.ts';
import { Copying, type Told } from './copying.ts';
import { delegates } from './delegates.ts';
import { ErrorMapping } from './error-mapping.ts';
import { forgets } from './forget.ts';
import type { Durability } from './open.ts';
import { type OtherReaders, OwnedFile } from './owned-file.ts';
import { own } from './owner.ts';
import type { AtOnceSqliteStore } from './sqlite-store.ts';
import { storeOn } from './store-on.ts';
import { Upkeep } from './upkeep.ts';

export interface FileStore extends AtOnceSqliteStore {
  /** Device and inode of the file. */
  readonly key: string;
  /** Why nothing is written any more. */
  readonly stopped: StoreWriteError | undefined;
  /** Writes all pages to a new file. */
  copy(to: string, tell: Told): Promise<void>;
}

/** @param others connections of another thread, which only read */
export function fileStore(path: string, durability: Durability, others?: OtherReaders): FileStore {
  const owned = ownedFile(path, durability, others);
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
  const tidy = () => copying.isUnderWay || owned.write(() => current.tidy());
  const upkeep = new Upkeep({ step: tidy });
  const copying = new Copying(owned, () => upkeep.wake());
  upkeep.wake();
  const copy = (to: string, tell: Told) => copying.copy(to, tell);
  const source = {
    copy,
    get isOpen() {
      return owned.db.open;
    },
    get stopped() {
      return owned.stopped;
    },
  };
  return {
    get key() {
      return owned.key;
    },
    get stopped() {
      return owned.stopped;
    },
    ...delegates(() => current),
    commit(writes) {
      const committed = owned.write(() => current.commit(writes));
      checkpoints.note(writes);
      if (forgets(writes)) upkeep.wake();
      return committed;
    },
    prune(options) {
      const after = owned.write(() => current.prune(options));
      upkeep.wake();
      return after;
    },
    tidy,
    copy,
    discardFailedMessages: (runId, at) =>
      owned.write(() => current.discardFailedMessages(runId, at)),
    backup: (to, options) => keptForLater(backUp(source, to, options)),
    close: once(() => {
      upkeep.close();
      checkpoints.close();
      owned.close();
    }),
  };
}

function ownedFile(path: string, durability: Durability, others?: OtherReaders): OwnedFile {
  const ownership = own(path);
  try {
    return new OwnedFile(path, durability, ownership, others);
  } catch (error) {
    ownership.release();
    throw error;
  }
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
