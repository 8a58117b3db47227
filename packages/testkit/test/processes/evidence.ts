/** Files that real hosts have left, to plant a defect in. */
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import {
  audit,
  type Breach,
  BrokenGuaranteeError,
  killAndAudit,
  type Report,
  readReports,
  reportsOf,
} from '../../src/processes/index.ts';

const program = (name: string) => join(import.meta.dirname, `${name}.ts`);

export const sqliteHost = program('sqlite-host');

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'perdure-kills-'));

/** `settled`: two lives that ended by themselves, with every scene. `standing`: one that was killed amid its runs. */
export const kinds = ['settled', 'standing'] as const;
export type Kind = (typeof kinds)[number];

export async function leave(folder: string): Promise<void> {
  const settled = join(folder, 'settled.db');
  for (let life = 0; life < 2; life++)
    await killAndAudit({ file: settled, hostProcess: sqliteHost });
  await killAndAudit({
    file: join(folder, 'standing.db'),
    hostProcess: program('standing-host'),
    kill: { at: 'inBackoff', nth: 1 },
  });
}

/** What may be changed in a copy. A statement that changes no row fails: it would plant nothing. */
export interface Plant {
  sql: (...statements: string[]) => void;
  reports: Report[];
}

/** The breaches that the audit finds in a copy after the planting. */
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
      if (db.prepare(statement).run().changes === 0) throw new Error(`Nothing is: ${statement}`);
    db.close();
  };
  plant({ sql, reports });
  try {
    audit({ file, reports, settled: kind === 'settled' });
    return [];
  } catch (error) {
    if (!(error instanceof BrokenGuaranteeError)) throw error;
    return [...error.breaches];
  }
}
