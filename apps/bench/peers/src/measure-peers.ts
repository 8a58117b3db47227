/**
 * Measures the peers, and whoever else is named, in turns: each in a process of its own, one at a time, so that
 * what disturbs the machine disturbs them all. Imports no peer: works where none is installed.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Entry, entriesOf, messageOf, type Other, type PeerRow, rowOf } from './entry.ts';
import type { Spec } from './protocol.ts';
import { WorkerProcess } from './worker-process.ts';

export type { Other, PeerRow };

export interface Options {
  /** Milliseconds of one contender's turn, and of its warm-up. */
  slotMs: number;
  warmUpMs?: number;
  /** How many turns each has; the row is their median. */
  repeats: number;
  /** How many runs there are at any moment: a row each. */
  atOnce: readonly number[];
  onProgress?(text: string): void;
  others?: readonly Other[];
}

export async function measurePeers(options: Options): Promise<PeerRow[]> {
  const { onProgress: tell = () => {} } = options;
  const entries = await entriesOf(options.others ?? []);
  const folder = mkdtempSync(join(tmpdir(), 'perdure-peers-'));
  // PostgreSQL refuses root, and must reach its own folder below as someone else.
  chmodSync(folder, 0o711);
  const cleanUp = async () => {
    await Promise.all(entries.map(({ worker }) => worker?.end()));
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  const interrupt = () => {
    // Nobody who has not started yet is started now.
    for (const entry of entries) entry.reason ??= 'It was interrupted.';
    void cleanUp().finally(() => process.exit(130));
  };
  for (const signal of signals) process.once(signal, interrupt);
  try {
    // One durability after the other: half as many processes hold memory at a time.
    for (const durability of ['full', 'normal'] as const) {
      const group = entries.filter((entry) => entry.durability === durability);
      for (const entry of group) await start(entry, folder, options, tell);
      await takeTurns(group, options, tell);
      await Promise.all(group.map(({ worker }) => worker?.end()));
    }
  } finally {
    await cleanUp();
    for (const signal of signals) process.off(signal, interrupt);
  }
  return entries.flatMap((entry) => options.atOnce.map((atOnce) => rowOf(entry, atOnce)));
}

const signals = ['SIGINT', 'SIGTERM'] as const;

async function start(
  entry: Entry,
  folder: string,
  { slotMs, warmUpMs = slotMs, atOnce }: Options,
  tell: (text: string) => void,
): Promise<void> {
  if (entry.reason !== null) return;
  tell(`${entry.name}, ${entry.durability}: warms up`);
  const own = mkdtempSync(join(folder, 'worker-'));
  chmodSync(own, 0o711);
  const spec: Spec = { ...entry.what, durability: entry.durability, folder: own };
  await orReason(entry, async () => {
    entry.worker = new WorkerProcess(spec);
    await entry.worker.started();
    const warmUp = { atOnce: Math.max(...atOnce), ms: warmUpMs };
    const answer = await entry.worker.ask({ warmUp }, warmUpMs);
    if ('warmedUp' in answer) entry.pieces = answer.warmedUp.pieces;
  });
}

async function takeTurns(
  group: readonly Entry[],
  { repeats, atOnce: counts, slotMs: ms }: Options,
  tell: (text: string) => void,
): Promise<void> {
  for (let repeat = 1; repeat <= repeats; repeat++)
    for (const atOnce of counts)
      for (const entry of group) {
        const { worker, measured, name, durability } = entry;
        if (entry.reason !== null || worker === undefined) continue;
        tell(`${name}, ${durability}, ${atOnce} at once: ${repeat} of ${repeats}`);
        await orReason(entry, async () => {
          const answer = await worker.ask({ measure: { atOnce, ms } }, ms);
          if ('measured' in answer)
            measured.set(atOnce, [...(measured.get(atOnce) ?? []), answer.measured]);
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
