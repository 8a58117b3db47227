/** What was measured. What was not is missing: an empty list, or null. */
import type { Row } from './contest/entry.ts';
import type { Backlog } from './figures/backlog.ts';
import type { Bundles } from './figures/bundles.ts';
import type { Delays } from './figures/delays.ts';
import type { FullDatabase } from './figures/full-database.ts';
import type { LiveWaits } from './figures/live-waits.ts';
import type { LongThread } from './figures/long-thread.ts';
import type { Stalls } from './figures/stalls.ts';
import type { Waits } from './figures/waits.ts';
import type { Machine } from './machine.ts';

export interface Results {
  runs: Row[];
  /** Perdure alone, with more runs at once. */
  crowds: Row[];
  /** Perdure with more who look on; the first is one. */
  audiences: Row[];
  delays: Delays[];
  stalls: Stalls | null;
  waits: Waits[];
  liveWaits: LiveWaits | null;
  overdueWaits: Backlog | null;
  lostAttempts: Backlog | null;
  events: FullDatabase[];
  messages: LongThread[];
  bundles: Bundles | null;
  /** Measurements that failed, and why. */
  failures: { what: string; why: string }[];
}

/** What a run of the bench leaves: the file of `--json`. */
export interface Report extends Summary, Results {
  machine: Machine;
}

export interface Summary {
  ratios: {
    runs64FullVsFloor: number | null;
    runs1NormalVsFloor: number | null;
    /** The fastest peer that is as durable: FULL. */
    runs64VsBestPeer: number | null;
    startAt10MEventsVsEmpty: number | null;
  };
  values: {
    /** Of one stream at a model's pace. */
    deltaDelayP99Ms: number | null;
    /** Of runs that a start has found, or of those that the process has started itself: what is more. */
    bytesPerWaitingRun: number | null;
    recoverMillionWaitsS: number | null;
    loopStallP99Ms: number | null;
    runMachineGzipBytes: number | null;
  };
}

export const nothing = (): Results => ({
  runs: [],
  crowds: [],
  audiences: [],
  delays: [],
  stalls: null,
  waits: [],
  liveWaits: null,
  overdueWaits: null,
  lostAttempts: null,
  events: [],
  messages: [],
  bundles: null,
  failures: [],
});
