/** The summary: the few numbers that a report begins with. */
import type { Durability } from './contest/contender.ts';
import { type Row, ratioOf } from './contest/entry.ts';
import { bytesPerRunBefore } from './figures/run-bytes.ts';
import type { Results, Summary } from './results.ts';

export function summarize(results: Results): Summary {
  const { runs, audiences, delays, stalls, slowDisk, waits, events, longView, bundles } = results;
  const { runBytes, opening } = results;
  const vsFloor = (rows: readonly Row[], durability: Durability, atOnce: number) =>
    ratioOf(find(rows, 'Perdure', durability, atOnce), find(rows, 'floor', durability, atOnce));
  const vsOneSubscriber = (name: string) =>
    ratioOf(
      audiences.find((row) => row.name === name),
      audiences[0],
    );
  const best = bestPeer(runs, 'full', 64);
  const longThread = thousandfold(results);
  return {
    ratios: {
      runs64FullVsFloor: vsFloor(runs, 'full', 64),
      runs64FullSlowSyncVsFloor: vsFloor(slowDisk?.runs ?? [], 'full', 64),
      runs1NormalVsFloor: vsFloor(runs, 'normal', 1),
      runs64VsBestPeer: ratioOf(find(runs, 'Perdure', 'full', 64), best),
      postgres64VsFloor: vsFloor(results.postgres, 'full', 64),
      postgres64VsDbos: ratioOf(
        find(results.postgres, 'Perdure', 'full', 64),
        bestPeer(results.postgres, 'full', 64),
      ),
      subscribers100Vs1: vsOneSubscriber('100 subscribers'),
      inspectorOnVsOff: vsOneSubscriber('1 subscriber, and the inspector'),
      longThreadRecorded: longThread?.startRatio ?? null,
      longThreadCompleted: longThread?.runRatio ?? null,
      longViewOpened: longView !== null && longView.messages.long >= 10_000 ? longView.ratio : null,
      bytesPerRunVsBefore: runBytes === null ? null : runBytes.bytesPerRun / bytesPerRunBefore,
      open1GbVsEmpty: opening !== null && opening.bytes >= 1e9 ? opening.ratio : null,
      startAt10MEventsVsEmpty:
        events.find((database) => database.events >= 10_000_000)?.newThreadRatio ?? null,
    },
    values: {
      loopStallP99Ms: stalls?.p99Ms ?? null,
      loopStallSlowSyncP99Ms: slowDisk?.stalls.p99Ms ?? null,
      peakMemoryMb: find(runs, 'Perdure', 'full', 64)?.peakRssMb ?? null,
      deltaDelayP99Ms: delays.find(({ streams }) => streams === 1)?.p99Ms ?? null,
      bytesPerWaitingRun: bytesPerWaitingRun(results),
      recoverMillionWaitsS: waits.find(({ count }) => count >= 1_000_000)?.recoverS ?? null,
      runMachineGzipBytes: bundles?.runMachine ?? null,
    },
  };
}

export const find = (rows: readonly Row[], name: string, durability: Durability, atOnce: number) =>
  rows.find((row) => row.name === name && row.durability === durability && row.atOnce === atOnce);

/** The fastest peer of a durability. */
export function bestPeer(
  rows: readonly Row[],
  durability: Durability,
  atOnce: number,
): Row | undefined {
  const [best] = rows
    .filter((row) => row.isPeer && row.durability === durability && row.atOnce === atOnce)
    .filter(({ runsPerSecond }) => runsPerSecond !== null)
    .toSorted((a, b) => (b.runsPerSecond ?? 0) - (a.runsPerSecond ?? 0));
  return best;
}

/** The thread of ten thousand messages, if the one that it is compared with had ten. */
const thousandfold = ({ messages }: Results) =>
  messages[0]?.messages === 10 ? messages.find((thread) => thread.messages >= 10_000) : undefined;

/** Memory per waiting run, taken at the largest number of waits, because noise is smallest there. */
function bytesPerWaitingRun({ waits, liveWaits }: Results): number | null {
  const found = waits.toSorted((a, b) => b.count - a.count)[0]?.bytesPerRun;
  const known = [found, liveWaits?.bytesPerRun].filter((bytes) => bytes !== undefined);
  return known.length === 0 ? null : Math.max(...known);
}
