/** Copies the only thread of a database file many times. */
import Database from 'better-sqlite3';
import type { Say } from './isolated.ts';

/**
 * The id of the thread that is copied, which is also a part of all other ids in it. Each copy has another text of the
 * same length in place of this id, also in JSON.
 */
export const template = 'template';

/** The thread id of a copy. @param number of the copy, from 1 */
export const copyId = (number: number): string => `x${String(number).padStart(7, '0')}`;

const idInSql = `printf('x%07d', n.i)`;

/** Most rows that one transaction copies, because a transaction also takes disk space in the write-ahead log. */
const rowsInSlice = 250_000;

/** Adds copies until the file holds the given number of threads, the template included. */
export function repeat(file: string, threads: number, say: Say): void {
  const db = new Database(file);
  db.pragma('synchronous = OFF');
  db.pragma('foreign_keys = OFF');
  db.pragma('cache_size = -512000');
  const copies = statements(db).map((sql) => db.prepare(sql));
  const slice = Math.ceil(rowsInSlice / rowsIn(db));
  for (let from = 1; from < threads; from += slice) {
    const to = Math.min(from + slice, threads) - 1;
    db.transaction(() => {
      for (const copy of copies) copy.run({ from, to });
    })();
    db.pragma('wal_checkpoint(TRUNCATE)');
    say(`${to + 1} of ${threads} threads`);
  }
  db.close();
}

const tables = ['threads', 'runs', 'attempts', 'messages', 'events', 'timers'];

/** Number of rows of the only thread. */
function rowsIn(db: Database.Database): number {
  const count = (table: string) => db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck();
  return tables.reduce((sum, table) => sum + (count(table).get() ?? 0), 0);
}

/**
 * The statements that copy the rows, one for each table. They replace ids in all columns of text and copy the other
 * columns. The rows of the template are in temporary tables, because finding them among the copies would take hours.
 */
function statements(db: Database.Database): string[] {
  return tables.map((table) => {
    db.exec(`CREATE TEMP TABLE template_${table} AS SELECT * FROM ${table}`);
    const columns = (db.pragma(`table_info(${table})`) as { name: string; type: string }[]).filter(
      ({ name }) => name !== 'ordinal',
    );
    const values = columns.map(({ name, type }) =>
      type === 'TEXT' ? `replace(t.${name}, '${template}', ${idInSql})` : name,
    );
    return `
      WITH RECURSIVE n (i) AS (SELECT @from UNION ALL SELECT i + 1 FROM n WHERE i < @to)
      INSERT INTO ${table} (${columns.map(({ name }) => name)})
      SELECT ${values} FROM n CROSS JOIN template_${table} AS t ORDER BY n.i, t.rowid`;
  });
}
