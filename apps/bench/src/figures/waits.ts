/** Runs that wait: what they take of memory and of an idle processor, and how soon a start is done with them. */
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRuntime, type Provider } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';
import Database from 'better-sqlite3';
import { fill } from './fill.ts';
import { isolated } from './isolated.ts';
import { overloaded } from './providers.ts';

export interface Waits {
  count: number;
  /** Resident memory of a process with a runtime on them, less that of one with a runtime on none. */
  bytesPerRun: number;
  /** Of one processor, in a process that does nothing else. */
  idleCpuPercent: number;
  /** From opening the file until a wait that has come due meanwhile is tried again. */
  recoverS: number;
  /** After its deadline, a wait that comes due while the process runs. */
  lateMs: number;
}

/** Each in a thread of its own, an hour before its deadline. */
export async function measureWaits(
  folder: string,
  count: number,
  idleMs: number,
  say: (text: string) => void,
): Promise<Waits> {
  const file = `${folder}/waits-${count}.db`;
  const tell = (text: string) => say(`waits: ${text}`);
  await fill({
    file,
    threads: count,
    runsInThread: 1,
    provider: overloaded,
    until: 'retrying',
    say: tell,
  });
  const recovered = await isolated<{ recoverS: number; lateMs: number }>(
    import.meta.url,
    'recover',
    file,
  );
  const idle = await isolated<{ bytes: number; cpuPercent: number }>(
    import.meta.url,
    'idle',
    file,
    `${folder}/none.db`,
    idleMs,
  );
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  return {
    count,
    bytesPerRun: Math.max(idle.bytes / count, 0),
    idleCpuPercent: idle.cpuPercent,
    ...recovered,
  };
}

/** One wait is overdue when the process starts, and one comes due a second later. */
export async function recover(file: string): Promise<{ recoverS: number; lateMs: number }> {
  const db = new Database(file);
  const [overdue, soon] = db
    .prepare<[], string>('SELECT run_id FROM timers ORDER BY run_id DESC LIMIT 2')
    .pluck()
    .all();
  const setDue = db.prepare('UPDATE timers SET due_at = ? WHERE run_id = ?');
  setDue.run(Date.now() - 1, overdue);
  const dueAt = Date.now() + 1_000;
  setDue.run(dueAt, soon);
  db.close();

  const tried = new Map<string, PromiseWithResolvers<number>>(
    [overdue, soon].map((id) => [id ?? '', Promise.withResolvers()]),
  );
  const provider: Provider = async function* ({ runId }) {
    tried.get(runId)?.resolve(performance.now());
    yield { type: 'finish', reason: 'stop' };
  };
  const startedAt = performance.now();
  const [wallAt, elapsedAt] = [Date.now(), performance.now()];
  const runtime = await createRuntime({ store: sqliteStore(file), provider });
  const first = await tried.get(overdue ?? '')?.promise;
  const second = await tried.get(soon ?? '')?.promise;
  runtime.close();
  if (first === undefined || second === undefined) throw new Error('There were no two waits.');
  return {
    recoverS: (first - startedAt) / 1_000,
    lateMs: second - elapsedAt - (dueAt - wallAt),
  };
}

export async function idle(
  file: string,
  none: string,
  ms: number,
): Promise<{ bytes: number; cpuPercent: number }> {
  const open = (path: string) => createRuntime({ store: sqliteStore(path), provider: overloaded });
  const empty = await open(none);
  const before = await settledBytes();
  empty.close();
  const runtime = await open(file);
  const after = await settledBytes();
  const from = process.cpuUsage();
  await sleep(ms);
  const { user, system } = process.cpuUsage(from);
  runtime.close();
  return { bytes: after - before, cpuPercent: (user + system) / 10 / ms };
}

/** Resident, once nothing is left to be collected. */
async function settledBytes(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    await sleep(50);
  }
  return process.memoryUsage.rss();
}
