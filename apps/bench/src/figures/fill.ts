/**
 * Files with a past: one thread is made by the runtime, and its rows are repeated in SQL under other ids. A million
 * are there in a minute, and each of them is what the runtime would have written.
 */
import { createRuntime, type Provider } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';
import Database from 'better-sqlite3';

/** Stands in ids and in JSON, and is replaced there; of the length of the ids that take its place. */
const template = 'template';

const idOf = `printf('x%07d', n.i)`;
const own = (column: string) => `replace(${column}, '${template}', ${idOf})`;

/** Threads at a time: so that a transaction is no gigabyte. */
const slice = 20_000;

export interface Past {
  file: string;
  threads: number;
  runsInThread: number;
  provider: Provider;
  /** By then, the thread's last run has come to where it shall stay. */
  until: 'completed' | 'retrying';
  say?: (text: string) => void;
}

export async function fill({ file, threads, runsInThread, provider, until, say }: Past) {
  let ids = 0;
  const runtime = await createRuntime({
    store: sqliteStore(file),
    provider,
    newId: () => `${template}-${++ids}`,
    policy: { baseMs: 3_600_000, maxMs: 3_600_000 },
  });
  const thread = runtime.thread(template);
  for (let count = 0; count < runsInThread; count++) {
    const run = await thread.start({ prompt: 'Why is the sky blue?' });
    while (run.getSnapshot().value !== until) await new Promise((next) => setImmediate(next));
  }
  runtime.close();
  repeat(file, threads, say);
}

function repeat(file: string, threads: number, say: (text: string) => void = () => {}): void {
  const db = new Database(file);
  db.pragma('synchronous = OFF');
  db.pragma('foreign_keys = OFF');
  db.pragma('cache_size = -512000');
  const copies = tables(db).map((columns) => db.prepare(columns));
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

/**
 * One statement for each table. What is in all rows an id, or holds one, is replaced; the rest is the same. The
 * template's rows are put aside first: to look for them among the others again and again would take hours.
 */
function tables(db: Database.Database): string[] {
  return ['threads', 'runs', 'attempts', 'messages', 'events', 'timers'].map((table) => {
    db.exec(`CREATE TEMP TABLE template_${table} AS SELECT * FROM ${table}`);
    const columns = (db.pragma(`table_info(${table})`) as { name: string; type: string }[]).filter(
      ({ name }) => name !== 'ordinal',
    );
    const values = columns.map(({ name, type }) => (type === 'TEXT' ? own(`t.${name}`) : name));
    return `
      WITH RECURSIVE n (i) AS (SELECT @from UNION ALL SELECT i + 1 FROM n WHERE i < @to)
      INSERT INTO ${table} (${columns.map(({ name }) => name)})
      SELECT ${values} FROM n CROSS JOIN template_${table} AS t ORDER BY n.i, t.rowid`;
  });
}
