/** Opens a database file: checks it, applies the settings and runs the migrations. */
import Database from 'better-sqlite3';
import { longestLog } from './checkpoints.ts';
import { toOpenError } from './faults.ts';
import { preflight } from './preflight.ts';
import { applicationId, migrations } from './schema.ts';

/** Which recorded batches survive a power loss. */
export type Durability =
  /** All recorded batches survive a power loss: SQLite's `synchronous = FULL`. */
  | 'full'
  /**
   * Recorded batches survive the end of the process. A power loss may destroy the last batches, but never a part of
   * one: SQLite's `synchronous = NORMAL`.
   */
  | 'normal';

/** How long opening waits for another program's lock, milliseconds. */
const openWaitMs = 2_000;

/**
 * How long a commit waits for another program's lock, milliseconds. The wait is short, because it blocks the event
 * loop; the runtime tries the commit again.
 */
const commitWaitMs = 100;

/**
 * Opens a file that may be new, foreign, old or damaged.
 *
 * @throws one of the errors of `errors.ts`; the file is unchanged then
 */
export function open(file: string, durability: Durability): Database.Database {
  let db: Database.Database | undefined;
  try {
    if (file !== ':memory:') preflight(file, openWaitMs);
    db = connect(file, durability, openWaitMs);
    migrate(db);
    db.pragma(`busy_timeout = ${commitWaitMs}`);
    return db;
  } catch (error) {
    db?.close();
    throw toOpenError(file, error);
  }
}

/** Connects to a file of this version. */
export function connect(
  file: string,
  durability: Durability,
  timeout = commitWaitMs,
): Database.Database {
  const db = new Database(file, { timeout });
  try {
    // Decides for a new file alone, because SQLite sets it when it writes the first page.
    db.pragma('auto_vacuum = INCREMENTAL');
    // In WAL mode, other tools that read the file do not block the writer.
    db.pragma('journal_mode = WAL');
    // `synchronous` is set at every opening, because SQLite's default differs between a new file and one that was in
    // WAL mode.
    db.pragma(`synchronous = ${durability.toUpperCase()}`);
    db.pragma('foreign_keys = ON');
    // What is deleted is overwritten, because a text that was forgotten must not be left on a free page.
    db.pragma('secure_delete = ON');
    db.pragma(`wal_autocheckpoint = ${longestLog}`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Runs the missing migration steps. They run in one transaction, because a crash must leave either the old version or
 * the new one. Step n leads to version n.
 */
export function migrate(db: Database.Database, steps = migrations): void {
  const runSteps = db.transaction(() => {
    // The id is written even if no step is missing, because a file that can't be written must fail here and not during
    // a run.
    db.pragma(`application_id = ${applicationId}`);
    const found = db.pragma('user_version', { simple: true }) as number;
    for (let version = found; version < steps.length; version++) {
      db.exec(steps[version] ?? '');
      db.pragma(`user_version = ${version + 1}`);
    }
  });
  runSteps.immediate();
}
