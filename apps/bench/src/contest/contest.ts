/**
 * Measures contenders round by round, each in a process of its own and one at a time, so that a disturbance of the
 * machine affects them all. The ratios within a round are reliable.
 */
import { chmodSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../message-of.ts';
import type { Listed } from './contender.ts';
import { type Entry, type Row, rowOf } from './entry.ts';
import { WorkerProcess } from './worker-process.ts';

export interface Options {
  contenders: readonly Listed[];
  /** The folder in which each contender gets a folder of its own. */
  folder: string;
  /** Length of one measurement of one contender, and also of its warm-up, milliseconds. */
  slotMs: number;
  warmUpMs: number;
  /** Number of measurements of each contender. */
  rounds: number;
  /** Numbers of runs at once. Each number gives a row of results. */
  atOnce: readonly number[];
  say: (text: string) => void;
  /** Why a contender can't be measured; undefined if it can. */
  obstacle?: (contender: Listed) => string | undefined;
  /** The command under which each contender runs, as that of `startChild`. */
  under?: readonly string[];
  /** The version of an installed package; null if it is not installed. */
  versionOf?: (name: string) => string | null;
}

export async function contest(options: Options): Promise<Row[]> {
  const { contenders, atOnce, obstacle, versionOf } = options;
  const entries = contenders.map(
    (listed): Entry => ({
      listed,
      version: (listed.package && versionOf?.(listed.package)) ?? null,
      reason: obstacle?.(listed) ?? null,
      pieces: null,
      measured: new Map(atOnce.map((count) => [count, []])),
    }),
  );
  // The durabilities are measured one after the other, so that fewer processes hold memory at the same time.
  for (const durability of ['none', 'full', 'normal'] as const) {
    const group = entries.filter(({ listed }) => listed.durability === durability);
    try {
      for (const entry of group) await start(entry, options);
      await measureRounds(group, options);
    } finally {
      await Promise.all(group.map(({ worker }) => worker?.end()));
    }
  }
  return entries.flatMap((entry) => atOnce.map((count) => rowOf(entry, count)));
}

async function start(entry: Entry, options: Options): Promise<void> {
  const { folder, warmUpMs: ms, atOnce, under, say } = options;
  if (entry.reason !== null) return;
  const { name, durability, module, export: exported } = entry.listed;
  say(`${name}, ${durability}: warms up`);
  const own = mkdtempSync(join(folder, 'contender-'));
  // Other users may pass through the folder, because PostgreSQL refuses to run as root and must reach its folder
  // inside.
  chmodSync(own, 0o711);
  await orReason(entry, async () => {
    const spec = { module, export: exported, durability, folder: own };
    entry.worker = new WorkerProcess(spec, under);
    await entry.worker.started();
    const answer = await entry.worker.ask({ warmUp: { atOnce: Math.max(...atOnce), ms } }, ms);
    if ('warmedUp' in answer) entry.pieces = answer.warmedUp.pieces;
  });
}

async function measureRounds(
  group: readonly Entry[],
  { rounds, atOnce: counts, slotMs: ms, say }: Options,
): Promise<void> {
  for (let round = 1; round <= rounds; round++)
    for (const atOnce of counts)
      for (const entry of group) {
        const { worker, measured, listed } = entry;
        if (entry.reason !== null || worker === undefined) continue;
        say(`${listed.name}, ${listed.durability}, ${atOnce} at once: ${round} of ${rounds}`);
        await orReason(entry, async () => {
          const answer = await worker.ask({ measure: { atOnce, ms } }, ms);
          if ('measured' in answer) measured.get(atOnce)?.push(answer.measured);
        });
      }
}

/** Does the work of a contender. If the work fails, it ends the contender and keeps the reason; the others go on. */
async function orReason(entry: Entry, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    entry.reason = messageOf(error);
    entry.measured.clear();
    await entry.worker?.end();
  }
}
