/**
 * Moves the write-ahead log into the file, in event-loop turns of its own. SQLite would move the log at the end of the
 * commit that makes the log too long. That turn would then wait for the disk twice, and the second wait is the longer
 * one.
 */
import type { Write } from '@perdure/runtime/store';
import type { Database } from 'better-sqlite3';
import { forgets } from './forget.ts';

/**
 * Length at which the log is moved in a turn of its own, in pages of 4 KiB. It is SQLite's own default, because a
 * longer log is slow to read and to recover.
 */
const longLog = 1_000;

/** Length at which SQLite itself moves the log at the end of a commit, in pages of 4 KiB. */
export const longestLog = 4_000;

/**
 * Writes between two measurements of the log. Not every write is measured, because measuring costs more than a write. A
 * file is measured at once, because it may be longer than many writes.
 */
const writesPerMeasurement = 100;

export interface CheckpointOptions {
  /** The connection that writes now. */
  db: () => Database;
  /** False if the log is not the one that a reader finds. It must not be moved then. */
  canMove: () => boolean;
  /** Called after the log was moved into the file. */
  onMoved: () => void;
}

export class Checkpoints {
  readonly #options: CheckpointOptions;
  #writes = 0;
  /** True if a thread was forgotten, whose texts the log must not keep. */
  #mustEmpty = false;
  #loopTurn: NodeJS.Immediate | undefined;

  constructor(options: CheckpointOptions) {
    this.#options = options;
  }

  /**
   * Counts the writes of a commit. Call it after each commit, before the commit is answered. Empties the log at once
   * after a thread was forgotten, because its texts must not outlast a process that ends then.
   */
  note(writes: readonly Write[]): void {
    this.#writes += writes.length;
    if (forgets(writes)) {
      this.#mustEmpty = true;
      this.#moveIfLong();
    }
    const isDue = this.#mustEmpty || writes.some(({ type }) => type === 'putFile');
    if (isDue || this.#writes >= writesPerMeasurement)
      this.#loopTurn ??= setImmediate(() => this.#moveIfLong());
  }

  close(): void {
    clearImmediate(this.#loopTurn);
  }

  #moveIfLong(): void {
    this.#loopTurn = undefined;
    this.#writes = 0;
    const { db, canMove, onMoved } = this.#options;
    try {
      const isLong = pagesOutsideFile(db(), 'NOOP') >= longLog;
      if ((!isLong && !this.#mustEmpty) || !canMove()) return;
      if (this.#mustEmpty) this.#mustEmpty = !emptyLog(db());
      else pagesOutsideFile(db(), 'PASSIVE');
      onMoved();
    } catch {
      // The error is ignored, because the log is safe where it is, and the next commit reports what is wrong with the
      // disk.
    }
  }
}

/**
 * Moves the log into the file and cuts it to 0 bytes. A reader in another process may be in the way; the next commit
 * tries it again.
 *
 * @returns whether it did
 */
function emptyLog(db: Database): boolean {
  const [{ busy }] = db.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }];
  return busy === 0;
}

/**
 * Runs a checkpoint, and returns how many pages of the log are not in the file after it. Source:
 * https://sqlite.org/pragma.html#pragma_wal_checkpoint.
 */
export function pagesOutsideFile(db: Database, mode: 'NOOP' | 'PASSIVE'): number {
  const [{ log, checkpointed }] = db.pragma(`wal_checkpoint(${mode})`) as [
    { log: number; checkpointed: number },
  ];
  return log - checkpointed;
}
