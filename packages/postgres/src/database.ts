/** The connections to the database. A connection that was lost is replaced by the pool at the next statement. */
import pg from 'pg';

export interface DatabaseOptions {
  /** Most connections at once. */
  poolSize: number;
  /** How long a statement may take, milliseconds, because a cut network would let it hang for ever. */
  statementMs: number;
  /** True to let the server keep the plan of each statement, which is half of a short statement's time. */
  preparedStatements: boolean;
}

/** A statement. Its parameters are text arrays and numbers; its rows are objects. */
export interface Queries {
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** Object id of PostgreSQL's type `bigint`, whose values are read as numbers: times, versions and event numbers. */
const bigint = 20;
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === bigint ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

export class Database implements Queries {
  readonly #pool: pg.Pool;
  readonly #prepares: boolean;
  /** Names of the statements, by their texts. */
  readonly #names = new Map<string, string>();

  constructor(
    connectionString: string,
    { poolSize, statementMs, preparedStatements }: DatabaseOptions,
  ) {
    this.#prepares = preparedStatements;
    this.#pool = new pg.Pool({
      connectionString,
      types,
      max: poolSize,
      application_name: 'perdure',
      connectionTimeoutMillis: statementMs,
      query_timeout: statementMs,
      keepAlive: true,
      // An idle pool does not keep the process.
      allowExitOnIdle: true,
    });
    // A connection that is lost while it is idle is of no interest: the next statement opens another one.
    this.#pool.on('error', () => {});
  }

  async rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.#pool.query<Row>(this.#query(text, values));
    return rows;
  }

  #query(text: string, given: readonly unknown[]): pg.QueryConfig {
    const values = given as unknown[];
    if (!this.#prepares) return { text, values };
    const name = this.#names.get(text) ?? `perdure ${this.#names.size}`;
    this.#names.set(text, name);
    return { name, text, values };
  }

  /** Runs statements in one transaction, on one connection. */
  async transaction<T>(
    run: (queries: Queries) => Promise<T>,
    begin: 'BEGIN' | 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY' = 'BEGIN',
  ): Promise<T> {
    const client = await this.#pool.connect();
    let failure: Error | undefined;
    try {
      await client.query(begin);
      const result = await run({
        async rows<Row extends object>(text: string, values: readonly unknown[] = []) {
          return (await client.query<Row>(text, values as unknown[])).rows;
        },
      });
      await client.query('COMMIT');
      return result;
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
      await client.query('ROLLBACK').then(
        () => {
          failure = undefined;
        },
        () => {},
      );
      throw error;
    } finally {
      // A connection whose transaction could not be ended is closed.
      client.release(failure);
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}
