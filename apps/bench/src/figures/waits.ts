/**
 * Measures waiting runs in a file: their memory, their load on an idle processor, and how fast a start recovers them.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRuntime, type Provider } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';
import Database from 'better-sqlite3';
import { removeDatabase } from './database-file.ts';
import { fill } from './fill.ts';
import { isolated, type Say } from './isolated.ts';
import { stableBytes } from './memory.ts';
import { overloaded } from './providers.ts';

export interface Waits {
  count: number;
  /**
   * Resident memory per run, bytes: that of a process with a runtime on the file, less that of one on an empty file,
   * divided by the number of runs. May be below 0, because of noise.
   */
  bytesPerRun: number;
  /** Load of one processor by a process that does nothing but hold the waiting runs, percent. */
  idleCpuPercent: number;
  /** Time from opening the file until the run of an overdue wait is tried again, seconds. */
  recoverS: number;
  /** Delay between a deadline and its retry while the process runs, milliseconds. */
  lateMs: number;
}

export interface Given {
  folder: string;
  count: number;
  /** How long the idle processor is measured, milliseconds. */
  idleMs: number;
}

/** Measures runs that each wait in a thread of their own, an hour before their deadline. */
export async function waits({ folder, count, idleMs }: Given, say: Say): Promise<Waits> {
  const file = join(folder, `waits-${count}.db`);
  const none = join(folder, `no-waits-${count}.db`);
  const tell = (text: string) => say(`${count} waits: ${text}`);
  try {
    await fill({ file, threads: count, runsInThread: 1, until: 'retrying' }, tell);
    tell('a start');
    const recovered = await isolated(import.meta.url, recover, file, tell);
    tell('at rest');
    const base = await isolated(import.meta.url, rest, { file: none, ms: 0 }, tell);
    const full = await isolated(import.meta.url, rest, { file, ms: idleMs }, tell);
    return {
      count,
      bytesPerRun: (full.bytes - base.bytes) / count,
      idleCpuPercent: full.cpuPercent,
      ...recovered,
    };
  } finally {
    for (const one of [file, none]) removeDatabase(one);
  }
}

/** Measures a start and a deadline: one wait is overdue when the process starts, another comes due a second later. */
export async function recover(file: string): Promise<{ recoverS: number; lateMs: number }> {
  const db = new Database(file);
  const [overdue = '', soon = ''] = db
    .prepare<[], string>('SELECT run_id FROM timers ORDER BY run_id DESC LIMIT 2')
    .pluck()
    .all();
  const setDue = db.prepare('UPDATE timers SET due_at = ? WHERE run_id = ?');
  setDue.run(Date.now() - 1, overdue);
  const dueInMs = 1_000;
  const startedAt = performance.now();
  setDue.run(Date.now() + dueInMs, soon);
  db.close();

  const tried = new Map([overdue, soon].map((id) => [id, Promise.withResolvers<number>()]));
  const provider: Provider = async function* ({ runId }) {
    tried.get(runId)?.resolve(performance.now());
    yield { type: 'finish', reason: 'stop' };
  };
  const openedAt = performance.now();
  const runtime = await createRuntime({ store: sqliteStore(file), provider });
  const [first = 0, second = 0] = await Promise.all(
    [...tried.values()].map(({ promise }) => promise),
  );
  await runtime.close();
  return { recoverS: (first - openedAt) / 1_000, lateMs: second - startedAt - dueInMs };
}

export async function rest({ file, ms }: { file: string; ms: number }) {
  const runtime = await createRuntime({ store: sqliteStore(file), provider: overloaded });
  const bytes = await stableBytes();
  const from = process.cpuUsage();
  await sleep(ms);
  const { user, system } = process.cpuUsage(from);
  await runtime.close();
  return { bytes, cpuPercent: ms === 0 ? Number.NaN : (user + system) / 10 / ms };
}
