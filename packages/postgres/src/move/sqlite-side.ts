/** A SQLite file as the source or the target of a move. */
import { existsSync, rmSync } from 'node:fs';
import type { SqliteStore } from '@perdure/sqlite';
import { sqliteStore } from '@perdure/sqlite';
import Database from 'better-sqlite3';
import { type EventRow, toJson } from '../rows.ts';
import { MoveError, type Source, type Target } from './move.ts';
import type { Row, Table } from './tables.ts';

/** Rows that are in memory at once. */
const sliceSize = 500;

/** @throws what opening the file throws, as `StoreOwnedError` while a runtime has it open */
export function sqliteSource(file: string): Source {
  if (!existsSync(file)) throw new MoveError(`There is no file '${file}'.`);
  return new SqliteSide(file);
}

/** @throws {MoveError} if the file is there already */
export function sqliteTarget(file: string): Target {
  if (existsSync(file)) throw new MoveError(`'${file}' is there already. Give a new name.`);
  return new SqliteSide(file);
}

class SqliteSide implements Target {
  readonly #file: string;
  /** Holds the file, so that no runtime opens it meanwhile, and brings an older file to this version. */
  readonly #store: SqliteStore;
  readonly #db: Database.Database;
  readonly #places = { kept: 0, replaced: 0 };

  constructor(file: string) {
    this.#file = file;
    this.#store = sqliteStore(file, { thread: false });
    this.#store.tidy();
    this.#db = new Database(file);
    this.#db.pragma('foreign_keys = OFF');
  }

  async firstSeq(): Promise<number> {
    return (this.#db.prepare("SELECT seq FROM threads WHERE id = ''").pluck().get() ?? 0) as number;
  }

  async *rows(table: Table): AsyncGenerator<Row[]> {
    if (table.name === 'events') yield* this.#events();
    else if (table.name === 'runs') yield* this.#runs(table);
    else yield* this.#plain(table);
  }

  async insert({ name, columns }: Table, rows: readonly Row[]): Promise<void> {
    const insert = this.#db.prepare(
      `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    this.#db.transaction(() => {
      for (const row of rows) {
        const placed = name === 'runs' ? { ...row, ordinal: this.#placeOf(row) } : row;
        insert.run(columns.map((column) => placed[column as keyof typeof placed]));
      }
    })();
  }

  async finish(firstSeq: number): Promise<void> {
    if (firstSeq > 0)
      this.#db.prepare("INSERT INTO threads (id, seq, created_at) VALUES ('', ?, 0)").run(firstSeq);
    const broken = this.#db.pragma('foreign_key_check') as unknown[];
    if (broken.length > 0)
      throw new MoveError(`${broken.length} rows name rows that are not there.`);
  }

  async close(): Promise<void> {
    this.#db.close();
    this.#store.close();
  }

  async discard(): Promise<void> {
    await this.close();
    for (const end of ['', '-wal', '-shm', '-owner']) rmSync(this.#file + end, { force: true });
  }

  /** The place of a run among those of all threads. One that was replaced has a place ahead of all others. */
  #placeOf({ replaced_by }: Row): number {
    return replaced_by === null ? ++this.#places.kept : -++this.#places.replaced;
  }

  *#plain({ name, columns, key }: Table): Generator<Row[]> {
    const order = key.join(', ');
    // A row without an id counts the events of threads that were forgotten.
    const where = name === 'threads' ? "id <> ''" : 'TRUE';
    const statement = this.#db.prepare(
      `SELECT ${columns.join(', ')} FROM ${name} WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?`,
    );
    for (let offset = 0; ; offset += sliceSize) {
      const rows = statement.all(sliceSize, offset) as Row[];
      if (rows.length > 0) yield rows;
      if (rows.length < sliceSize) return;
    }
  }

  /** Runs with their whole contexts, thread by thread in their order. */
  *#runs(table: Table): Generator<Row[]> {
    const statement = this.#db.prepare(
      `SELECT ${table.columns.join(', ')} FROM runs
       ORDER BY thread_id, replaced_by IS NULL, ordinal, id LIMIT ? OFFSET ?`,
    );
    for (let offset = 0; ; offset += sliceSize) {
      const rows = statement.all(sliceSize, offset) as Row[];
      for (const row of rows)
        row.context = toJson(this.#store.findRun(row.id as string)?.stored.context ?? null);
      if (rows.length > 0) yield rows;
      if (rows.length < sliceSize) return;
    }
  }

  /** Events with their messages. */
  *#events(): Generator<Row[]> {
    const threads = this.#db
      .prepare("SELECT id FROM threads WHERE id <> '' ORDER BY id")
      .pluck()
      .all() as string[];
    for (const threadId of threads) {
      for (let after = 0; ; ) {
        const events = this.#store.events(threadId, after, sliceSize);
        if (events.length === 0) break;
        after = events.at(-1)?.seq ?? after;
        yield events.map(({ seq, threadId: thread_id, runId: run_id, type, at, ...data }) => {
          const row: EventRow = { thread_id, seq, run_id, type, data: JSON.stringify(data), at };
          return { ...row };
        });
      }
    }
  }
}
