/** A PostgreSQL schema as the source or the target of a move. */
import { Database } from '../database.ts';
import { migrate } from '../migrate.ts';
import { checkedOptions, type PostgresStoreOptions } from '../options.ts';
import { MoveError, type Source, type Target } from './move.ts';
import type { Row, Table } from './tables.ts';

/** Rows that are in memory at once. */
const sliceSize = 500;

/** Columns that are no text. */
const numbers: Record<string, string> = {
  fence: 'integer',
  last_fence: 'integer',
  attempt_fence: 'integer',
  timer_fence: 'integer',
  retry_count: 'integer',
  seq: 'bigint',
  ordinal: 'bigint',
  size: 'bigint',
  at: 'bigint',
  retry_at: 'bigint',
  due_at: 'bigint',
  created_at: 'bigint',
  updated_at: 'bigint',
  started_at: 'bigint',
  ended_at: 'bigint',
  bytes: 'bytea',
};

/** What a row has here and not in a file. Nobody has the attempts and the timers, so that whoever comes takes them over. */
const own: Record<string, Record<string, string>> = {
  threads: { version: '1', last_commit: "'moved'" },
  attempts: { node: "''" },
  timers: { node: "''" },
};

const isInUse = `
  SELECT count(*)::integer AS count FROM $schema.nodes WHERE lease_until > clock_timestamp()`;

/** @throws {MoveError} while a process has the schema open */
export async function postgresSource(
  url: string,
  options: PostgresStoreOptions = {},
): Promise<Source> {
  const side = new PostgresSide(url, options);
  const [found] = await side.query<{ count: number }>(isInUse);
  if ((found?.count ?? 0) === 0) return side;
  await side.close();
  throw new MoveError(
    `${found?.count} processes have the schema open. End them first; one that was killed counts for up to ten seconds more.`,
  );
}

/** Makes the tables. @throws {MoveError} if there is something in them */
export async function postgresTarget(
  url: string,
  options: PostgresStoreOptions = {},
): Promise<Target> {
  const side = new PostgresSide(url, options);
  try {
    await side.make();
    return side;
  } catch (error) {
    await side.close();
    throw error;
  }
}

class PostgresSide implements Target {
  readonly #database: Database;
  readonly #schema: string;
  readonly #sql: (text: string) => string;

  constructor(url: string, options: PostgresStoreOptions) {
    const checked = checkedOptions(url, options);
    const name = `"${checked.schema.replaceAll('"', '""')}"`;
    this.#schema = checked.schema;
    this.#sql = (text) => text.replaceAll('$schema', name);
    this.#database = new Database(url, { ...checked, statementMs: 600_000 });
  }

  query<T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    return this.#database.rows<T>(this.#sql(text), values);
  }

  async make(): Promise<void> {
    await migrate(this.#database, this.#schema, this.#sql);
    const [found] = await this.query<{ count: number }>(
      'SELECT count(*)::integer AS count FROM $schema.threads',
    );
    if ((found?.count ?? 0) > 0)
      throw new MoveError(
        `The schema '${this.#schema}' has ${found?.count} threads. Give another one with --schema.`,
      );
  }

  async firstSeq(): Promise<number> {
    const [found] = await this.query<{ first: number }>(
      'SELECT first_seq AS first FROM $schema.meta',
    );
    return found?.first ?? 0;
  }

  async *rows(table: Table): AsyncGenerator<Row[]> {
    const { name, columns } = table;
    const key = name === 'runs' ? ['thread_id', 'ranked', 'ordinal', 'id'] : table.key;
    // The order of bytes, which is that of the other database.
    const order = key.map((column) =>
      column in numbers || column === 'ranked' ? column : `${column} COLLATE "C"`,
    );
    const from =
      name === 'runs'
        ? '(SELECT *, (replaced_by IS NULL)::integer AS ranked FROM $schema.runs) AS runs'
        : `$schema.${name}`;
    for (let offset = 0; ; offset += sliceSize) {
      const rows = await this.query<Row>(
        `SELECT ${columns.join(', ')} FROM ${from} ORDER BY ${order.join(', ')} LIMIT $1 OFFSET $2`,
        [sliceSize, offset],
      );
      if (rows.length > 0) yield rows;
      if (rows.length < sliceSize) return;
    }
  }

  async insert({ name, columns }: Table, rows: readonly Row[]): Promise<void> {
    const given = columns.map((column, at) => `$${at + 1}::${numbers[column] ?? 'text'}[]`);
    const more = own[name] ?? {};
    await this.query(
      `INSERT INTO $schema.${name} (${[...columns, ...Object.keys(more)].join(', ')})
       ${columns.includes('ordinal') && name !== 'runs' ? 'OVERRIDING SYSTEM VALUE' : ''}
       SELECT ${[...columns, ...Object.values(more)].join(', ')}
       FROM unnest(${given.join(', ')}) AS given (${columns.join(', ')})`,
      columns.map((column) => rows.map((row) => row[column])),
    );
  }

  async finish(firstSeq: number): Promise<void> {
    await this.query('UPDATE $schema.meta SET first_seq = greatest(first_seq, $1)', [firstSeq]);
    await this.query(`UPDATE $schema.threads SET
      last_ordinal = coalesce((SELECT max(ordinal) FROM $schema.runs WHERE thread_id = threads.id), 0),
      queued = (SELECT count(*) FROM $schema.runs WHERE thread_id = threads.id AND state = 'queued')`);
    for (const table of ['messages', 'drafts'])
      await this.query(
        `SELECT setval(pg_get_serial_sequence($1, 'ordinal'),
          (SELECT coalesce(max(ordinal), 0) + 1 FROM $schema.${table}), false)`,
        [this.#sql(`$schema.${table}`)],
      );
    // The server has known the tables as empty ones.
    await this.query('ANALYZE');
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  async discard(): Promise<void> {
    await this.query('DROP SCHEMA $schema CASCADE');
    await this.close();
  }
}
