/** One process of a host: it is started, killed at a place, and the file that it leaves is audited. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type AuditReport, audit } from './audit/audit.ts';
import type { KillPoint } from './kill-point.ts';
import { readReports } from './report.ts';
import { toError } from './to-error.ts';

export interface KillOptions {
  /** The database. The host creates it, or goes on with the file of an earlier process. */
  file: string;
  /**
   * Path of the program, which Node runs with these arguments: the database, the file of reports, and the kill point as
   * JSON if there is one. It writes reports (`Report`), kills itself at its kill point, and ends with exit code 0 once
   * all runs are over. `runHost` is such a program for any store.
   */
  hostProcess: string;
  /** @default none: the process ends once all runs are over */
  kill?: KillPoint;
  /** A process that has not ended after so long is killed, and breaks `process`. Milliseconds. @default 60_000 */
  patienceMs?: number;
}

export interface KillReport extends AuditReport {
  /** False if all runs were over before the kill point was reached. */
  killed: boolean;
}

/** The file of reports that belongs to a database. */
export const reportsOf = (file: string): string => `${file}.reports`;

/**
 * Runs a host to its kill point or its end, then audits the file. Reports are appended to `<file>.reports`; those of
 * earlier processes on the same file count too.
 *
 * @throws {GuaranteeError} if a guarantee does not hold, or the process fails or does not end
 */
export async function killAndAudit(options: KillOptions): Promise<KillReport> {
  const { file, hostProcess, kill, patienceMs = 60_000 } = options;
  const reports = reportsOf(file);
  const before = sizeOf(reports);
  const host = spawn(
    process.execPath,
    [hostProcess, file, reports, ...(kill === undefined ? [] : [JSON.stringify(kill)])],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      // Shared by the processes of a folder, because each would compile the same modules.
      env: { ...process.env, NODE_COMPILE_CACHE: join(dirname(file), 'compile-cache') },
    },
  );
  const exit = once(host, 'exit');
  let isStuck = false;
  const patience = setTimeout(() => {
    isStuck = host.kill('SIGKILL');
  }, patienceMs);
  if (kill !== undefined && 'ms' in kill)
    await killLater(host, kill.ms, () => sizeOf(reports) > before);
  const [code, signal] = (await exit) as [number | null, NodeJS.Signals | null];
  clearTimeout(patience);

  const killed = signal === 'SIGKILL';
  const mustBeOver = !killed || isStuck;
  const report = audit({ file, kill, reports: readReports(reports), mustBeOver });
  const fault = isStuck
    ? `the host did not end within ${patienceMs} ms.`
    : !killed && code !== 0
      ? `the host ended with ${signal ?? `exit code ${code}`}.`
      : undefined;
  if (fault !== undefined) throw toError([{ guarantee: 'process', what: fault }], { file, kill });
  return { ...report, killed };
}

async function killLater(host: ChildProcess, ms: number, isUp: () => boolean): Promise<void> {
  const isAlive = () => host.exitCode === null && host.signalCode === null;
  while (isAlive() && !isUp()) await pause(1);
  await pause(ms);
  host.kill('SIGKILL');
}

const sizeOf = (file: string): number => (existsSync(file) ? statSync(file).size : 0);
