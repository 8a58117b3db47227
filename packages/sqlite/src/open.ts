/** Opens the file: preflight, settings, migration. */
import Database from 'better-sqlite3';
import { longestLog } from './checkpoints.ts';
import { toOpenError } from './faults.ts';
import { preflight } from './preflight.ts';
import { applicationId, migrations } from './schema.ts';

/** What a power loss may take from the file. */
export type Durability =
  /** Recorded batches survive a power loss: SQLite's `synchronous = FULL`. */
  | 'full'
  /** They survive the end of the process; a power loss may take the last batches, never a part of one: `NORMAL`. */
  | 'normal';

/** How long opening waits for another program's lock, milliseconds. */
const openWaitMs = 2_000;

/** How long a commit waits for another program's lock, milliseconds. Short, because it blocks the event loop; the runtime tries again. */
const commitWaitMs = 100;

export function open(file: string, durability: Durability): Database.Database {
  let db: Database.Database | undefined;
  try {
    if (file !== ':memory:') preflight(file, openWaitMs);
    db = new Database(file, { timeout: openWaitMs });
    // In WAL mode, readers with other tools do not block the writer.
    db.pragma('journal_mode = WAL');
    // Set at every opening, because SQLite's default differs between a new file and one that was in WAL mode.
    db.pragma(`synchronous = ${durability.toUpperCase()}`);
    db.pragma('foreign_keys = ON');
    db.pragma(`wal_autocheckpoint = ${longestLog}`);
    migrate(db);
    db.pragma(`busy_timeout = ${commitWaitMs}`);
    return db;
  } catch (error) {
    db?.close();
    throw toOpenError(file, error);
  }
}

/**
 * Runs the missing steps in one transaction, so that a crash leaves one version or the other. Step n leads to version
 * n.
 */
export function migrate(db: Database.Database, steps = migrations): void {
  const runSteps = db.transaction(() => {
    // Written even without a step to run, so that a file that can't be written fails here and not in a run.
    db.pragma(`application_id = ${applicationId}`);
    const found = db.pragma('user_version', { simple: true }) as number;
    for (let version = found; version < steps.length; version++) {
      db.exec(steps[version] ?? '');
      db.pragma(`user_version = ${version + 1}`);
    }
  });
  runSteps.immediate();
}
