/** Copies the pages of a database to a file, while it is in use. */
import { rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';

/** Called every 100 pages. What it throws ends the copy. */
export type Told = (pages: number, remaining: number) => void;

/** Pages that are copied in one event-loop turn: 400 KiB. */
const pagesPerTurn = 100;

export class Copying {
  readonly #source: { readonly db: Database };
  readonly #onEnd: () => void;
  #underWay = 0;

  /** @param source of the connection; another one after the file was opened again @param onEnd of the last copy */
  constructor(source: { readonly db: Database }, onEnd: () => void) {
    this.#source = source;
    this.#onEnd = onEnd;
  }

  /** True if the file must keep its length, because a copy is made that counts the pages that are left. */
  get isUnderWay(): boolean {
    return this.#underWay > 0;
  }

  /** Writes all pages to a new file. */
  async copy(to: string, tell: Told): Promise<void> {
    this.#underWay++;
    try {
      await this.#pages(to, tell);
    } finally {
      this.#underWay--;
      if (!this.isUnderWay) this.#onEnd();
    }
  }

  /** Begins again if the connection was given up for another one. */
  async #pages(to: string, tell: Told): Promise<void> {
    const { db } = this.#source;
    try {
      await db.backup(to, {
        progress({ totalPages, remainingPages }) {
          tell(totalPages, remainingPages);
          return pagesPerTurn;
        },
      });
    } catch (error) {
      if (this.#source.db === db) throw error;
      removeCopy(to);
      await this.#pages(to, tell);
    }
  }
}

/** Removes a copy, with what SQLite may have left beside it. */
export function removeCopy(to: string): void {
  for (const end of ['', '-journal', '-wal', '-shm']) rmSync(to + end, { force: true });
}
