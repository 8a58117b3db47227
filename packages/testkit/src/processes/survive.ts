/** Many kills on several files. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { killAndAudit } from './kill-and-audit.ts';
import type { KillPoint } from './kill-point.ts';

export interface SurviveOptions {
  /** The databases are created in it, and stay there. */
  folder: string;
  /** As in `killAndAudit`. */
  hostProcess: string;
  /** For each file the kill points of its processes, one after the other. */
  files: readonly (readonly KillPoint[])[];
  /** Files worked on at the same time. @default 2 */
  atOnce?: number;
  /** Called for each process that was killed and whose file has passed its audit. */
  onKill?: (kill: KillPoint) => void;
}

export interface SurvivalReport {
  /** Processes killed, by place. */
  kills: Record<string, number>;
  /** Processes started on the file of an earlier one. */
  restarts: number;
  /** As in `AuditReport`, summed over all files at their ends. */
  events: number;
  shown: number;
  calls: number;
  finished: number;
}

/**
 * Kills processes as planned, audits after each kill, and lets each file's runs end.
 *
 * @throws {GuaranteeError} of the first file that breaks a guarantee
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
  // The workers share the iterator, so that each takes the next file when it is free.
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

  /** A process that ends before its kill point is followed by one with an earlier kill point. */
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

/** Processes after which a kill point that none of them reached is given up. */
const mostTries = 6;

const earlier = (kill: KillPoint): KillPoint =>
  'ms' in kill
    ? { ...kill, ms: Math.floor(kill.ms / 2) }
    : { ...kill, nth: Math.ceil(kill.nth / 2) };
