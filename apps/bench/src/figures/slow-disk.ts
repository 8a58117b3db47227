/** Perdure and the floor on a disk on which a sync takes 10 ms more. */
import type { Listed } from '../contest/contender.ts';
import { contest } from '../contest/contest.ts';
import type { Row } from '../contest/entry.ts';
import { delayMs, onSlowDisk, whyNoSlowDisk } from '../slow-disk.ts';
import type { Say } from './isolated.ts';
import { type Stalls, stalls } from './stalls.ts';
import { type Syncs, syncs } from './syncs.ts';

export interface SlowDisk {
  /** The disk as it is, and the slow one. */
  syncs: { asIs: Syncs; slow: Syncs };
  runs: Row[];
  stalls: Stalls;
}

export interface Given {
  folder: string;
  contenders: readonly Listed[];
  runs: { slotMs: number; warmUpMs: number; rounds: number };
  stalls: { atOnce: number; slotMs: number; slots: number };
}

/** @throws {Error} if no process can have a slow disk here, or if its sync does not take as long as it must */
export async function slowDisk(
  { folder, contenders, runs, stalls: slots }: Given,
  say: Say,
): Promise<SlowDisk> {
  const obstacle = whyNoSlowDisk();
  if (obstacle !== undefined) throw new Error(obstacle);
  say('a sync');
  const [asIs, slow] = [await syncs(folder, say), await syncs(folder, say, onSlowDisk)];
  if (slow.commitMs < delayMs)
    throw new Error(
      `A commit takes ${slow.commitMs} ms on the slow disk, and must take ${delayMs}.`,
    );
  const given = { ...runs, folder, contenders, atOnce: [slots.atOnce], under: onSlowDisk, say };
  return {
    syncs: { asIs, slow },
    runs: await contest(given),
    stalls: await stalls({ ...slots, folder }, say, onSlowDisk),
  };
}
