/** Opens the file: settings, and bringing it to the present version of the schema. */
import Database from 'better-sqlite3';
import { longestLog } from './checkpoints.ts';
import { toOpenError } from './faults.ts';
import { inspect } from './inspect.ts';
import { migrations } from './migrations.ts';
import { applicationId } from './schema.ts';

export type Durability =
  /** What is recorded survives a power loss: SQLite's `synchronous = FULL`. */
  | 'full'
  /** It survives the end of the process; a power loss may take the last turns, never a part of one: `NORMAL`. */
  | 'normal';

/** How long an opening waits for another program's lock. Milliseconds. */
const openWaitMs = 2_000;

/** How long a turn does: the event loop stands still meanwhile, and the runtime asks again. Milliseconds. */
const turnWaitMs = 100;

export function open(file: string, durability: Durability): Database.Database {
  let db: Database.Database | undefined;
  try {
    if (file !== ':memory:') inspect(file, openWaitMs);
    db = new Database(file, { timeout: openWaitMs });
    // Readers with other tools are not in the writer's way.
    db.pragma('journal_mode = WAL');
    // Set at every opening: SQLite's own default differs between a new file and one that was in WAL before.
    db.pragma(`synchronous = ${durability.toUpperCase()}`);
    db.pragma('foreign_keys = ON');
    db.pragma(`wal_autocheckpoint = ${longestLog}`);
    migrate(db);
    db.pragma(`busy_timeout = ${turnWaitMs}`);
    return db;
  } catch (error) {
    db?.close();
    throw toOpenError(file, error);
  }
}

/** In one transaction: a crash leaves one version or the other. The n-th step leads to version n. */
export function migrate(db: Database.Database, steps = migrations): void {
  const bring = db.transaction(() => {
    // Written also with nothing to do: a file that can't be written says so here, not in the middle of a run.
    db.pragma(`application_id = ${applicationId}`);
    const found = db.pragma('user_version', { simple: true }) as number;
    for (let version = found; version < steps.length; version++) {
      db.exec(steps[version] ?? '');
      db.pragma(`user_version = ${version + 1}`);
    }
  });
  bring.immediate();
}
