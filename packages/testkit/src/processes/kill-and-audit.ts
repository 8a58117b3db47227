/** Starts one process of a host, kills it at a kill point, and audits the database file that it leaves. */
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
  /** Path of the database. The host creates the file, or continues with the file of an earlier process. */
  file: string;
  /**
   * Path of the host program. Node runs it with these arguments: the database, the file of reports, and, if there is
   * one, the kill point as JSON. The program writes reports (`Report`), kills itself at its kill point, and ends with
   * exit code 0 once all runs are over. A program that calls `runHost` does all of this for any store.
   */
  hostProcess: string;
  /** Where the process is killed. @default none: the process ends by itself once all runs are over */
  kill?: KillPoint;
  /** How long a process may run, in milliseconds. A longer one is killed, and breaks `process`. @default 60_000 */
  patienceMs?: number;
}

export interface KillReport extends AuditReport {
  /** True if the process was killed; false if all runs were over before it reached the kill point. */
  killed: boolean;
}

/** Path of the file of reports that belongs to a database. */
export const reportsOf = (file: string): string => `${file}.reports`;

/**
 * Runs a host until its kill point or its end, then audits the file. The process appends its reports to
 * `<file>.reports`, and the audit also reads the reports of earlier processes on the same file.
 *
 * @throws {GuaranteeError} if a guarantee does not hold, or if the process fails or does not end
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
      // All processes of a folder share one cache, because otherwise each process would compile the same modules.
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
