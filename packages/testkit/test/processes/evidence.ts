/** Database files that real hosts have left, in copies of which a test plants a defect. */
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import type { Breach } from '../../src/guarantee.ts';
import { findBreaches } from '../../src/processes/audit/audit.ts';
import { readTables } from '../../src/processes/audit/tables.ts';
import { killAndAudit, type Report, readReports, reportsOf } from '../../src/processes/index.ts';

const program = (name: string) => join(import.meta.dirname, `${name}.ts`);

export const sqliteHost = program('sqlite-host');

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'perdure-kills-'));

/**
 * The kinds of files. `finished`: left by two processes that ended by themselves and played every scenario. `killed`:
 * left by a process that was killed while runs were under way.
 */
export const kinds = ['finished', 'killed'] as const;
export type Kind = (typeof kinds)[number];

/** Makes a file of each kind. */
export async function makeFiles(folder: string): Promise<void> {
  const finished = join(folder, 'finished.db');
  for (let number = 0; number < 2; number++)
    await killAndAudit({ file: finished, hostProcess: sqliteHost });
  await killAndAudit({
    file: join(folder, 'killed.db'),
    hostProcess: program('waiting-host'),
    kill: { at: 'inBackoff', nth: 1 },
  });
}

/**
 * What a test may change in a copy. A statement that changes no row throws, because such a statement plants nothing.
 */
export interface Plant {
  sql: (...statements: string[]) => void;
  reports: Report[];
}

/** Plants a defect in a copy of a file. Returns the breaches that the audit then finds. */
export function breaches(folder: string, kind: Kind, plant: (plant: Plant) => void): Breach[] {
  const copy = temporaryFolder();
  onTestFinished(() => rmSync(copy, { recursive: true }));
  for (const name of readdirSync(folder).filter((name) => name.startsWith(kind)))
    copyFileSync(join(folder, name), join(copy, name));
  const file = join(copy, `${kind}.db`);
  const reports = readReports(reportsOf(file));
  const sql: Plant['sql'] = (...statements) => {
    const db = new Database(file);
    db.pragma('foreign_keys = OFF');
    db.exec('DROP INDEX IF EXISTS one_active_run');
    for (const statement of statements)
      if (db.prepare(statement).run().changes === 0)
        throw new Error(`No row is changed by: ${statement}`);
    db.close();
  };
  plant({ sql, reports });
  return findBreaches({ tables: readTables(file), reports, mustBeOver: kind === 'finished' });
}
