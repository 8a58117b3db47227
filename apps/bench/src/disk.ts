/** Whether there is room for what is written. */
import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Scale } from './scale.ts';
import type { SectionName } from './sections.ts';

/** As measured, and a third more: a run of the workload, a run that waits, an event of a run of one word. */
const bytesPerRun = 14_000;
const bytesPerWait = 2_300;
const bytesPerEvent = 340;

/** As many as a fast disk and processor do, all contenders of one durability together. */
const runsPerSecond = 5_000;

/** What the largest of the sections needs: each leaves nothing to the next. */
export function bytesNeeded(
  sections: readonly SectionName[],
  { runs, stalls, waits, starts }: Scale,
) {
  const runSeconds = (runs.slotMs * runs.rounds * runs.atOnce.length) / 1_000;
  const stallSeconds = (stalls.slotMs * stalls.slots) / 1_000;
  const of: Record<SectionName, number> = {
    runs: runSeconds * runsPerSecond * bytesPerRun,
    audiences: runSeconds * runsPerSecond * bytesPerRun,
    stalls: stallSeconds * runsPerSecond * bytesPerRun,
    waits: Math.max(...waits.counts) * bytesPerWait,
    starts: Math.max(...starts.events) * bytesPerEvent,
    delays: 0,
    bundles: 0,
  };
  return Math.max(...sections.map((name) => of[name]));
}

/** @throws {Error} that says what is missing and what helps */
export function requireSpace(bytes: number): void {
  const { bavail, bsize } = statfsSync(tmpdir());
  if (bavail * bsize >= bytes) return;
  const gb = (value: number) => `${(value / 1e9).toFixed(1)} GB`;
  throw new Error(
    `Up to ${gb(bytes)} are written to ${tmpdir()} for a while, and ${gb(bavail * bsize)} are free there. ` +
      'Set TMPDIR to a folder with more room, or measure less: --quick, --only.',
  );
}
