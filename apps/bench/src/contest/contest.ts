/**
 * Measures contenders in turns: each in a process of its own, one at a time, so that what disturbs the machine
 * disturbs them all. Trust the ratios of a round.
 */
import { chmodSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../message-of.ts';
import type { Listed } from './contender.ts';
import { type Entry, type Row, rowOf } from './entry.ts';
import { WorkerProcess } from './worker-process.ts';

export interface Options {
  contenders: readonly Listed[];
  /** Where each gets a folder. */
  folder: string;
  /** Milliseconds of one contender's turn, and of its warm-up. */
  slotMs: number;
  warmUpMs: number;
  /** How many turns each has. */
  rounds: number;
  /** How many runs there are at any moment: a row each. */
  atOnce: readonly number[];
  say: (text: string) => void;
  /** Why one can't take part; undefined if it can. */
  obstacle?: (contender: Listed) => string | undefined;
  /** Of a package, if it is installed. */
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
  // One durability after the other: half as many processes hold memory at a time.
  for (const durability of ['none', 'full', 'normal'] as const) {
    const group = entries.filter(({ listed }) => listed.durability === durability);
    try {
      for (const entry of group) await start(entry, options);
      await takeTurns(group, options);
    } finally {
      await Promise.all(group.map(({ worker }) => worker?.end()));
    }
  }
  return entries.flatMap((entry) => atOnce.map((count) => rowOf(entry, count)));
}

async function start(entry: Entry, { folder, warmUpMs: ms, atOnce, say }: Options): Promise<void> {
  if (entry.reason !== null) return;
  const { name, durability, module, export: exported } = entry.listed;
  say(`${name}, ${durability}: warms up`);
  const own = mkdtempSync(join(folder, 'contender-'));
  // PostgreSQL refuses root, and must reach its own folder below as someone else.
  chmodSync(own, 0o711);
  await orReason(entry, async () => {
    entry.worker = new WorkerProcess({ module, export: exported, durability, folder: own });
    await entry.worker.started();
    const answer = await entry.worker.ask({ warmUp: { atOnce: Math.max(...atOnce), ms } }, ms);
    if ('warmedUp' in answer) entry.pieces = answer.warmedUp.pieces;
  });
}

async function takeTurns(
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

/** Whoever fails is out, with the reason; the others go on. */
async function orReason(entry: Entry, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    entry.reason = messageOf(error);
    entry.measured.clear();
    await entry.worker?.end();
  }
}
