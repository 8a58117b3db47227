/** Errors of a database that can't be used as a store. Recognise an error by its `name`. */
import { StoreWriteError, type WriteFault } from '@perdure/thread';

/** A newer version of Perdure has changed the schema so that this one may not go on. Update this program. */
export class NewerSchemaError extends Error {
  override readonly name = 'NewerSchemaError';

  constructor(schema: string, found: number, known: number) {
    super(
      `The schema '${schema}' has version ${found}, and this version of Perdure knows ${known}. Update this program.`,
    );
  }
}

/** The schema has tables of another program. Choose another name for the option `schema`. */
export class ForeignSchemaError extends Error {
  override readonly name = 'ForeignSchemaError';

  constructor(schema: string) {
    super(
      `The schema '${schema}' has tables and none of them is Perdure's. Choose another name for the option 'schema'.`,
    );
  }
}

/** The database can't be used. Its own error is the cause. */
export class UnusableDatabaseError extends Error {
  override readonly name = 'UnusableDatabaseError';

  constructor(what: string, options?: ErrorOptions) {
    super(`The database can't be used: ${what}`, options);
  }
}

/**
 * Codes of PostgreSQL, by their beginning, and what they are for a store. `locked`: the statement was ended for another
 * one, or by a time limit, so that it is worth another try. Source: PostgreSQL 18, appendix A.
 */
const faults: readonly [code: string, fault: WriteFault][] = [
  ['53100', 'full'], // disk_full
  ['53', 'locked'], // out of memory, too many connections
  ['25006', 'readOnly'], // read_only_sql_transaction: a standby
  ['42501', 'readOnly'], // insufficient_privilege
  ['40', 'locked'], // deadlock, serialization failure
  ['55', 'locked'], // lock not available
  ['57014', 'locked'], // query_canceled, as by statement_timeout
  ['57P', 'unavailable'], // admin_shutdown, crash_shutdown, cannot_connect_now
  ['08', 'unavailable'], // connection exceptions
  ['58', 'io'], // io_error, and other errors of the system
  ['XX', 'corrupt'], // data_corrupted, index_corrupted
];

/** Codes of Node for a connection that can't be made, or is lost. */
const unreachable =
  /^(?:ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT)/;
/** What `pg` 8 says of a lost connection without a code. */
const lostConnection =
  /Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Query read timeout/;

/** Why a statement has failed. */
export function faultOf(error: unknown): WriteFault {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string') {
    if (unreachable.test(code)) return 'unavailable';
    const known = faults.find(([beginning]) => code.startsWith(beginning));
    if (known !== undefined) return known[1];
  }
  return typeof message === 'string' && lostConnection.test(message) ? 'unavailable' : 'unknown';
}

export const toWriteError = (error: unknown): StoreWriteError =>
  error instanceof StoreWriteError ? error : new StoreWriteError(faultOf(error), error);
