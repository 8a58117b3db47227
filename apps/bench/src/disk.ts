/** Checks the free disk space before anything is written. */
import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Scale } from './scale.ts';
import type { SectionName } from './sections.ts';

/**
 * Disk space of a run of the workload, of a waiting run, and of an event of a one-word run: measured bytes plus a
 * third.
 */
const bytesPerRun = 11_500;
const bytesPerWait = 2_300;
const bytesPerEvent = 340;

/** Most runs a second on a fast disk and processor, all contenders of one durability together. */
const runsPerSecond = 5_000;

/**
 * Disk space that the largest section needs, bytes. Sections do not add up, because each removes its files at its end.
 */
export function bytesNeeded(
  sections: readonly SectionName[],
  { runs, stalls, waits, starts, views, bytes, opens }: Scale,
) {
  const runSeconds = (runs.slotMs * runs.rounds * runs.atOnce.length) / 1_000;
  const stallSeconds = (stalls.slotMs * stalls.slots) / 1_000;
  const of: Record<SectionName, number> = {
    runs: runSeconds * runsPerSecond * bytesPerRun,
    audiences: runSeconds * runsPerSecond * bytesPerRun,
    stalls: stallSeconds * runsPerSecond * bytesPerRun,
    slowDisk: stallSeconds * runsPerSecond * bytesPerRun,
    postgres: runSeconds * runsPerSecond * bytesPerRun,
    waits: Math.max(...waits.counts) * bytesPerWait,
    starts: Math.max(...starts.events) * bytesPerEvent,
    views: views.long * bytesPerRun,
    bytes: bytes * bytesPerRun,
    opens: opens.bytes * (4 / 3),
    squares: 20_500 * bytesPerRun,
    delays: 0,
    bundles: 0,
  };
  return Math.max(...sections.map((name) => of[name]));
}

/** Throws if the disk has too little free space. @throws {Error} with the missing space and the remedies */
export function requireSpace(bytes: number): void {
  const { bavail, bsize } = statfsSync(tmpdir());
  if (bavail * bsize >= bytes) return;
  const gb = (value: number) => `${(value / 1e9).toFixed(1)} GB`;
  throw new Error(
    `The bench needs up to ${gb(bytes)} in ${tmpdir()} while it runs, and ${gb(bavail * bsize)} are free there. ` +
      'Set TMPDIR to a folder with more room, or measure less: --quick, --only.',
  );
}
