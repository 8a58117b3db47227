/** Many lives: files that are killed again and again, each then run to its end. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { killAndAudit } from './kill-and-audit.ts';
import type { KillPoint } from './kill-point.ts';

export interface SurviveOptions {
  /** Where the files are made; they stay there. */
  folder: string;
  /** As in `killAndAudit`. */
  hostProcess: string;
  /** A list for each file: where its lives are killed, one after the other. */
  files: readonly (readonly KillPoint[])[];
  /** So many files are worked on at the same time. By default 2. */
  atOnce?: number;
  /** Told of each life that was killed and has passed its audit. */
  onKill?: (kill: KillPoint) => void;
}

export interface Survival {
  /** How many lives were killed at each place. */
  kills: Record<string, number>;
  /** Processes that were started on a file that an earlier one had left. */
  restarts: number;
  /** As `Tally` has them, over all files at their ends. */
  events: number;
  shown: number;
  calls: number;
  settled: number;
}

/** @throws {BrokenGuaranteeError} of the first file that shows one */
export async function survive(options: SurviveOptions): Promise<Survival> {
  const { folder, hostProcess, atOnce = 2, onKill } = options;
  const survival: Survival = { kills: {}, restarts: 0, events: 0, shown: 0, calls: 0, settled: 0 };
  const files = options.files.entries();
  let isOver = false;
  mkdirSync(folder, { recursive: true });
  // They share the iterator: each takes the next file when it is free.
  try {
    await Promise.all(Array.from({ length: atOnce }, workOn));
  } finally {
    isOver = true;
  }
  return survival;

  async function workOn(): Promise<void> {
    for (const [index, kills] of files) {
      const file = join(folder, `${index}.db`);
      for (const kill of kills) await killOnce(file, kill);
      if (isOver) return;
      const end = await killAndAudit({ file, hostProcess });
      for (const field of ['events', 'shown', 'calls', 'settled'] as const)
        survival[field] += end[field];
    }
  }

  /** A life that ends before it comes to the place is followed by one that is killed sooner. */
  async function killOnce(file: string, planned: KillPoint): Promise<void> {
    let kill = planned;
    for (let life = 0; life < livesPerKill && !isOver; life++) {
      const { killed } = await killAndAudit({ file, hostProcess, kill });
      survival.restarts++;
      if (killed) {
        survival.kills[kill.at] = (survival.kills[kill.at] ?? 0) + 1;
        onKill?.(kill);
        return;
      }
      kill = sooner(kill);
    }
  }
}

/** A place that so many lives have not come to is given up. */
const livesPerKill = 6;

const sooner = (kill: KillPoint): KillPoint =>
  'ms' in kill
    ? { ...kill, ms: Math.floor(kill.ms / 2) }
    : { ...kill, nth: Math.ceil(kill.nth / 2) };
