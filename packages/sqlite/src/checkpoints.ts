/**
 * Moves the write-ahead log into the file in event-loop turns of its own, because SQLite would do it at the end of the
 * commit that makes the log too long: two waits for the disk in one turn, and the second is the longer one.
 */
import type { Database } from 'better-sqlite3';

/** SQLite's own default, in pages of 4 KiB. A longer log is slow to read and to recover. */
const longLog = 1_000;

/** Length at which SQLite moves the log at a commit after all, pages. */
export const longestLog = 4_000;

/** The log is measured every 100 writes, because measuring costs more than a write. */
const writesPerMeasurement = 100;

export class Checkpoints {
  readonly #db: Database;
  #writes = 0;
  #loopTurn: NodeJS.Immediate | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Call after each commit. */
  note(writes: number): void {
    this.#writes += writes;
    if (this.#writes >= writesPerMeasurement)
      this.#loopTurn ??= setImmediate(() => this.#moveIfLong());
  }

  close(): void {
    clearImmediate(this.#loopTurn);
  }

  #moveIfLong(): void {
    this.#loopTurn = undefined;
    this.#writes = 0;
    try {
      if (this.#pages('NOOP') >= longLog) this.#pages('PASSIVE');
    } catch {
      // The log is safe where it is, and the next commit reports what is wrong with the disk.
    }
  }

  /** How many pages of the log were not in the file before. https://sqlite.org/pragma.html#pragma_wal_checkpoint */
  #pages(mode: 'NOOP' | 'PASSIVE'): number {
    const [{ log, checkpointed }] = this.#db.pragma(`wal_checkpoint(${mode})`) as [
      { log: number; checkpointed: number },
    ];
    return log - checkpointed;
  }
}
