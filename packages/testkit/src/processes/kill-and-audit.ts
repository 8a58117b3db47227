/** One life of a host: it is started, killed at a place, and what it has left behind is audited. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { audit, type Tally } from './audit/audit.ts';
import { BrokenGuaranteeError } from './broken-guarantee.ts';
import type { KillPoint } from './kill-point.ts';
import { readReports } from './report.ts';

export interface LifeOptions {
  /** The database. The host makes it, or goes on with what an earlier life has left. */
  file: string;
  /**
   * The program to run: Node is given its path, the database, the file of reports and the kill point as JSON,
   * or none. It writes reports as `Report` says, kills itself where it is told to, and ends with exit code 0
   * once all runs are settled. `runHost` makes one on any store.
   */
  hostProcess: string;
  /** By default nothing is killed: the life ends once all runs are settled. */
  kill?: KillPoint;
  /** A host that has not ended after so long is stuck. Milliseconds, by default 60,000. */
  patienceMs?: number;
}

export interface Life extends Tally {
  /** False if all runs were settled before the place was reached. */
  killed: boolean;
}

export const reportsOf = (file: string): string => `${file}.reports`;

/**
 * Runs a host to its kill point or its end, then reads the file as a stranger. The reports are written to
 * `<file>.reports`, those of earlier lives on the same file are held against it too.
 *
 * @throws {BrokenGuaranteeError} if a guarantee does not hold, or the host ends by itself or not at all
 */
export async function killAndAudit(options: LifeOptions): Promise<Life> {
  const { file, hostProcess, kill, patienceMs = 60_000 } = options;
  const reports = reportsOf(file);
  const before = sizeOf(reports);
  const host = spawn(
    process.execPath,
    [hostProcess, file, reports, ...(kill === undefined ? [] : [JSON.stringify(kill)])],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      // What one life has compiled, the next need not.
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
  const tally = audit({ file, kill, reports: readReports(reports), settled: !killed || isStuck });
  const fault = isStuck
    ? `the host did not come to an end in ${patienceMs} ms.`
    : !killed && code !== 0
      ? `the host ended by itself: ${signal ?? `exit code ${code}`}.`
      : undefined;
  if (fault !== undefined)
    throw new BrokenGuaranteeError([{ guarantee: 'host', what: fault }], { file, kill });
  return { ...tally, killed };
}

async function killLater(host: ChildProcess, ms: number, isUp: () => boolean): Promise<void> {
  const isAlive = () => host.exitCode === null && host.signalCode === null;
  while (isAlive() && !isUp()) await pause(1);
  await pause(ms);
  host.kill('SIGKILL');
}

const sizeOf = (file: string): number => (existsSync(file) ? statSync(file).size : 0);
