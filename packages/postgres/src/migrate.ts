/** Brings a schema to this version, in one transaction that no other process performs at the same time. */
import type { Database, Queries } from './database.ts';
import { ForeignSchemaError, NewerSchemaError, UnusableDatabaseError } from './errors.ts';
import { migrations, oldestWriter } from './schema.ts';

/** The oldest server: partial exclusion constraints and `WITH ... AS MATERIALIZED` are older, and 13 is out of care. */
const oldestServer = 130_000;

/** Key of the lock that migrations take, a number that nothing else of Perdure uses. */
const lockKey = 0x50657264;

/**
 * @throws {NewerSchemaError} if a newer version of this package has changed the schema so that this one may not go on
 * @throws {ForeignSchemaError} if the schema has tables of another program
 * @throws {UnusableDatabaseError} for a server that is too old
 */
export async function migrate(
  database: Database,
  schema: string,
  sql: (text: string) => string,
): Promise<void> {
  const known = await versionOf(database, schema, sql);
  if (known !== undefined && known.version >= migrations.length) return;
  await database.transaction(async (queries) => {
    await queries.rows('SELECT pg_advisory_xact_lock($1)', [lockKey]);
    const [server] = await queries.rows<{ version: number }>(
      `SELECT current_setting('server_version_num')::integer AS version`,
    );
    if (server !== undefined && server.version < oldestServer)
      throw new UnusableDatabaseError('it is older than PostgreSQL 13. Update the server.');
    const found = await versionOf(queries, schema, sql);
    if (found === undefined) {
      await queries.rows(sql('CREATE SCHEMA IF NOT EXISTS $schema'));
      await queries.rows(
        sql(`CREATE TABLE $schema.meta (
          one           boolean PRIMARY KEY DEFAULT true CHECK (one),
          version       integer NOT NULL,       -- steps that were taken
          oldest_writer integer NOT NULL        -- an older version of the package may not write
        )`),
      );
      await queries.rows(sql('INSERT INTO $schema.meta (version, oldest_writer) VALUES (0, 0)'));
    }
    for (const step of migrations.slice(found?.version ?? 0)) await queries.rows(sql(step));
    await queries.rows(sql('UPDATE $schema.meta SET version = $1, oldest_writer = $2'), [
      migrations.length,
      oldestWriter,
    ]);
  });
}

/** The version of the schema; undefined if it is not there, or has no tables. */
async function versionOf(
  queries: Queries,
  schema: string,
  sql: (text: string) => string,
): Promise<{ version: number } | undefined> {
  const tables = await queries.rows<{ name: string }>(
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = $1',
    [schema],
  );
  if (tables.length === 0) return undefined;
  if (!tables.some(({ name }) => name === 'meta')) throw new ForeignSchemaError(schema);
  const [found] = await queries.rows<{ version: number; oldest: number }>(
    sql('SELECT version, oldest_writer AS oldest FROM $schema.meta'),
  );
  if (found === undefined) return undefined;
  if (found.oldest > migrations.length)
    throw new NewerSchemaError(schema, found.version, migrations.length);
  return found;
}
