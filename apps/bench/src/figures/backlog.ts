/** Measures work that a start finds all at once: overdue waits, and attempts that were lost with their process. */
import { join } from 'node:path';
import { createRuntime, type Provider } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';
import Database from 'better-sqlite3';
import { look, removeDatabase } from './database-file.ts';
import { fill } from './fill.ts';
import { isolated, type Say } from './isolated.ts';
import { brief, overloaded } from './providers.ts';

export interface Backlog {
  count: number;
  /** Time from opening the file until the last run is tried again or recorded, seconds. */
  seconds: number;
  perSecond: number;
}

export interface Given {
  folder: string;
  count: number;
}

/** Measures a start until the run of the last overdue wait is tried again. */
export const overdueWaits = (given: Given, say: Say): Promise<Backlog> =>
  measured(given, 'retrying', tryAllAgain, say);

/** Measures the start, which records every attempt as lost and its run as waiting for a retry. */
export const lostAttempts = (given: Given, say: Say): Promise<Backlog> =>
  measured(given, 'running', recoverAll, say);

async function measured(
  { folder, count }: Given,
  until: 'retrying' | 'running',
  work: (file: string) => Promise<number>,
  say: Say,
): Promise<Backlog> {
  const file = join(folder, `backlog-${until}.db`);
  say(`${count} runs that were ${until}`);
  try {
    await fill({ file, threads: count, runsInThread: 1, until }, () => {});
    const seconds = await isolated(import.meta.url, work, file, say);
    return { count, seconds, perSecond: count / seconds };
  } finally {
    removeDatabase(file);
  }
}

export async function tryAllAgain(file: string): Promise<number> {
  const db = new Database(file);
  const at = Date.now() - 1;
  db.prepare('UPDATE runs SET retry_at = ?').run(at);
  db.prepare('UPDATE timers SET due_at = ?').run(at);
  db.close();
  let left = look(file, 'SELECT count(*) FROM timers');
  const over = Promise.withResolvers<number>();
  const from = performance.now();
  const provider: Provider = (request) => {
    if (--left === 0) over.resolve(performance.now());
    return brief(request);
  };
  const runtime = await createRuntime({ store: sqliteStore(file), provider });
  const seconds = ((await over.promise) - from) / 1_000;
  await runtime.close();
  return seconds;
}

export async function recoverAll(file: string): Promise<number> {
  const from = performance.now();
  const runtime = await createRuntime({ store: sqliteStore(file), provider: overloaded });
  const seconds = (performance.now() - from) / 1_000;
  await runtime.close();
  const left = look(file, "SELECT count(*) FROM runs WHERE state <> 'retrying'");
  if (left > 0) throw new Error(`${left} runs were not recovered.`);
  return seconds;
}
