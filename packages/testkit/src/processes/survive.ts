/** Kills many processes, on several database files. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { killAndAudit } from './kill-and-audit.ts';
import type { KillPoint } from './kill-point.ts';

export interface SurviveOptions {
  /** The folder in which the databases are created. They are not deleted. */
  folder: string;
  /** Path of the host program, as in `killAndAudit`. */
  hostProcess: string;
  /** For each file, the kill points of its processes, in order. */
  files: readonly (readonly KillPoint[])[];
  /** How many files are worked on at the same time. @default 2 */
  atOnce?: number;
  /** Called for each killed process once its file has passed the audit. */
  onKill?: (kill: KillPoint) => void;
}

export interface SurvivalReport {
  /** Number of killed processes, by kill place. */
  kills: Record<string, number>;
  /** Number of processes started on the file of an earlier process. */
  restarts: number;
  /** `events`, `shown`, `calls` and `finished` are as in `AuditReport`, summed over the last audit of each file. */
  events: number;
  shown: number;
  calls: number;
  finished: number;
}

/**
 * Kills processes as planned, audits the file after each kill, and at the end lets the remaining runs of each file end.
 *
 * @throws {GuaranteeError} for the first file that breaks a guarantee
 */
export async function survive(options: SurviveOptions): Promise<SurvivalReport> {
  const { folder, hostProcess, atOnce = 2, onKill } = options;
  const report: SurvivalReport = {
    kills: {},
    restarts: 0,
    events: 0,
    shown: 0,
    calls: 0,
    finished: 0,
  };
  const files = options.files.entries();
  let isOver = false;
  mkdirSync(folder, { recursive: true });
  // The workers share one iterator, so that a worker takes the next file as soon as it is free.
  try {
    await Promise.all(Array.from({ length: atOnce }, work));
  } finally {
    isOver = true;
  }
  return report;

  async function work(): Promise<void> {
    for (const [index, kills] of files) {
      const file = join(folder, `${index}.db`);
      for (const kill of kills) await killOnce(file, kill);
      if (isOver) return;
      const end = await killAndAudit({ file, hostProcess });
      for (const field of ['events', 'shown', 'calls', 'finished'] as const)
        report[field] += end[field];
    }
  }

  /**
   * Kills one process. If the process ends before its kill point, another one is started with an earlier kill point.
   */
  async function killOnce(file: string, planned: KillPoint): Promise<void> {
    let kill = planned;
    for (let tries = 0; tries < mostTries && !isOver; tries++) {
      const { killed } = await killAndAudit({ file, hostProcess, kill });
      report.restarts++;
      if (killed) {
        report.kills[kill.at] = (report.kills[kill.at] ?? 0) + 1;
        onKill?.(kill);
        return;
      }
      kill = earlier(kill);
    }
  }
}

/** Number of processes for one kill point. If none of them reaches it, the kill point is dropped. */
const mostTries = 6;

const earlier = (kill: KillPoint): KillPoint =>
  'ms' in kill
    ? { ...kill, ms: Math.floor(kill.ms / 2) }
    : { ...kill, nth: Math.ceil(kill.nth / 2) };
