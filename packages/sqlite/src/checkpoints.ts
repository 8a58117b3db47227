/**
 * Brings the write-ahead log into the file in turns of the event loop of its own. SQLite would do it at the end of
 * the commit that makes the log too long: two waits for the disk in one turn, and the second is the longer one.
 */
import type { Database } from 'better-sqlite3';

/** SQLite's own measure, in pages of 4 KiB: a log that is longer is slow to read, and to recover. */
const longLog = 1_000;

/** Where SQLite does it at a commit after all, should no turn have come. Pages. */
export const longestLog = 4_000;

/** So many writes are some hundred pages, or a few, if they share them: to look costs more than one of them. */
const writesPerLook = 100;

export class Checkpoints {
  readonly #db: Database;
  #writes = 0;
  #turn: NodeJS.Immediate | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  /** To be called after each commit. */
  note(writes: number): void {
    this.#writes += writes;
    if (this.#writes >= writesPerLook) this.#turn ??= setImmediate(() => this.#look());
  }

  close(): void {
    clearImmediate(this.#turn);
  }

  #look(): void {
    this.#turn = undefined;
    this.#writes = 0;
    try {
      if (this.#pages('NOOP') >= longLog) this.#pages('PASSIVE');
    } catch {
      // All of it is safe in the log. What is wrong with the disk is told by the commit that meets it.
    }
  }

  /** Returns how many pages of the log were not in the file before. https://sqlite.org/pragma.html#pragma_wal_checkpoint */
  #pages(mode: 'NOOP' | 'PASSIVE'): number {
    const [{ log, checkpointed }] = this.#db.pragma(`wal_checkpoint(${mode})`) as [
      { log: number; checkpointed: number },
    ];
    return log - checkpointed;
  }
}
