/** A file's one thread, many times over. */
import Database from 'better-sqlite3';
import type { Say } from './isolated.ts';

/** Stands in ids and in JSON, and is replaced there; of the length of the ids that take its place. */
export const template = 'template';

/** The id of a copy, by its number from 1; of a run in it and of all else, with what followed the template's. */
export const copyId = (number: number): string => `x${String(number).padStart(7, '0')}`;

const idInSql = `printf('x%07d', n.i)`;

/** Rows at a time: what a transaction writes stands in the log as well as in the file. */
const rowsInSlice = 250_000;

/** So that the file holds so many threads, with the template. */
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

/** Of the one thread. */
function rowsIn(db: Database.Database): number {
  const count = (table: string) => db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck();
  return tables.reduce((sum, table) => sum + (count(table).get() ?? 0), 0);
}

/**
 * One for each table. What is an id, or holds one, is replaced; the rest is the same. The template's rows are put
 * aside first: to look for them among the others again and again would take hours.
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
