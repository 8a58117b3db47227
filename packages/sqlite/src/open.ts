/** Opens the file: settings, whose it is, and which version of the schema. */
import Database from 'better-sqlite3';
import { ForeignFileError, NewerSchemaError } from './errors.ts';
import { migrations } from './migrations.ts';
import { applicationId } from './schema.ts';

export type Durability =
  /** What is recorded survives a power loss: SQLite's `synchronous = FULL`. */
  | 'full'
  /** It survives the end of the process; a power loss may take the last turns, never a part of one: `NORMAL`. */
  | 'normal';

export function open(file: string, durability: Durability): Database.Database {
  const db = new Database(file);
  try {
    check(db, file);
    // Readers with other tools are not in the writer's way.
    db.pragma('journal_mode = WAL');
    // Set at every opening: SQLite's own default differs between a new file and one that was in WAL before.
    db.pragma(`synchronous = ${durability.toUpperCase()}`);
    db.pragma('foreign_keys = ON');
    // The owner lock leaves nobody to wait for but a tool that someone holds open by hand.
    db.pragma('busy_timeout = 100');
    migrate(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

const versionOf = (db: Database.Database): number =>
  db.pragma('user_version', { simple: true }) as number;

function check(db: Database.Database, file: string): void {
  const { id, tables } = (() => {
    try {
      return {
        id: db.pragma('application_id', { simple: true }) as number,
        tables: db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number,
      };
    } catch (cause) {
      if ((cause as { code?: string }).code !== 'SQLITE_NOTADB') throw cause;
      throw new ForeignFileError(file, { cause });
    }
  })();
  const isNew = id === 0 && tables === 0;
  if (!isNew && id !== applicationId) throw new ForeignFileError(file);
  const version = versionOf(db);
  if (version > migrations.length) throw new NewerSchemaError(file, version, migrations.length);
}

/** Each step in a transaction of its own: a crash leaves one version or the next. */
function migrate(db: Database.Database): void {
  for (let version = versionOf(db); version < migrations.length; version++) {
    const step = db.transaction(() => {
      db.exec(migrations[version] ?? '');
      db.pragma(`application_id = ${applicationId}`);
      db.pragma(`user_version = ${version + 1}`);
    });
    step.immediate();
  }
}
