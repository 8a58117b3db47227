/** The results. A figure that was not measured is an empty list or null. */
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
  /** Perdure with more subscribers; the first row has one. */
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
  /** Measurements that failed, with the reason. */
  failures: { what: string; why: string }[];
}

/** The content of the file of `--json`. */
export interface Report extends Summary, Results {
  machine: Machine;
}

export interface Summary {
  ratios: {
    runs64FullVsFloor: number | null;
    runs1NormalVsFloor: number | null;
    /** Compared with the fastest peer of the same durability. */
    runs64VsBestPeer: number | null;
    startAt10MEventsVsEmpty: number | null;
  };
  values: {
    /** Of one stream at the pace of a model. */
    deltaDelayP99Ms: number | null;
    /** The larger of two: of runs found at a start, and of runs that the process has started itself. */
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
