/** The options of a store on PostgreSQL, and their bounds. */

export interface PostgresStoreOptions {
  /**
   * URL of the same database past a pooler, for LISTEN and NOTIFY; `null` to do without: what other processes write is then
   * seen a second later. @default the URL of the store
   */
  directUrl?: string | null;
  /** Name of the schema in the database: several apps in one database have one each. @default 'perdure' */
  schema?: string;
  /** Most connections of this process, 2 to 1,000. One of them writes, and the others read. @default 5 */
  poolSize?: number;
  /**
   * False for a pooler that gives each statement to another connection, and does not know prepared statements: PgBouncer
   * before 1.21 in transaction mode. @default true
   */
  preparedStatements?: boolean;
  /** How long a statement may take, milliseconds, because a cut network would let it hang. @default 30_000 */
  statementMs?: number;
  /** What this process is called in the table `nodes`, for people. @default none */
  label?: string | null;
  /** How long the attempts of a process that has died stand still, milliseconds, 3,000 or more. @default 10_000 */
  leaseMs?: number;
  /** How long a deadline is left to the process that has armed it, milliseconds. @default 500 */
  foreignMs?: number;
}

/** An option is out of its bounds, or has an unknown name. */
export class InvalidOptionError extends Error {
  override readonly name = 'InvalidOptionError';
}

const defaults = {
  directUrl: undefined as string | null | undefined,
  schema: 'perdure',
  poolSize: 5,
  preparedStatements: true,
  statementMs: 30_000,
  label: null,
  leaseMs: 10_000,
  foreignMs: 500,
};

const bounds = {
  poolSize: [2, 1_000],
  statementMs: [100, 3_600_000],
  leaseMs: [3_000, 3_600_000],
  foreignMs: [0, 3_600_000],
} as const;

/** @throws {InvalidOptionError} */
export function checkedOptions(
  url: string,
  given: PostgresStoreOptions,
): Required<PostgresStoreOptions> {
  for (const each of [url, given.directUrl ?? url])
    if (typeof each !== 'string' || !/^postgres(?:ql)?:\/\//.test(each))
      throw new InvalidOptionError('The URL of a database must begin with postgres://');
  for (const name of Object.keys(given))
    if (!(name in defaults))
      throw new InvalidOptionError(
        `There is no option '${name}'. There are ${Object.keys(defaults).join(', ')}.`,
      );
  const options = { ...defaults, ...given };
  for (const [name, [least, most]] of Object.entries(bounds)) {
    const value = options[name as keyof typeof bounds];
    if (!Number.isInteger(value) || value < least || value > most)
      throw new InvalidOptionError(
        `The option '${name}' must be a whole number from ${least} to ${most}, and is ${value}.`,
      );
  }
  // PostgreSQL cuts longer names off.
  if (typeof options.schema !== 'string' || !/^[^\0]{1,63}$/.test(options.schema))
    throw new InvalidOptionError(
      `The option 'schema' must be a name of 1 to 63 bytes, and is ${options.schema}.`,
    );
  const { directUrl = url } = given;
  return { ...options, directUrl };
}
