/** The results. A figure that was not measured is an empty list or null. */
import type { Row } from './contest/entry.ts';
import type { Backlog } from './figures/backlog.ts';
import type { Bundles } from './figures/bundles.ts';
import type { Delays } from './figures/delays.ts';
import type { FullDatabase } from './figures/full-database.ts';
import type { LiveWaits } from './figures/live-waits.ts';
import type { LongThread } from './figures/long-thread.ts';
import type { LongView } from './figures/long-view.ts';
import type { Square } from './figures/squares.ts';
import type { Stalls } from './figures/stalls.ts';
import type { Waits } from './figures/waits.ts';
import type { Machine } from './machine.ts';

export interface Results {
  runs: Row[];
  /** Rows of Perdure alone, with more and more runs at once. */
  crowds: Row[];
  /** Rows of Perdure with more subscribers, and with the inspector. The first row has one subscriber. */
  audiences: Row[];
  delays: Delays[];
  stalls: Stalls | null;
  waits: Waits[];
  liveWaits: LiveWaits | null;
  overdueWaits: Backlog | null;
  lostAttempts: Backlog | null;
  events: FullDatabase[];
  messages: LongThread[];
  longView: LongView | null;
  squares: Square[];
  bundles: Bundles | null;
  /** Measurements that failed, with the reason. */
  failures: { what: string; why: string }[];
}

/** The content of the file that `--json` names. */
export interface Report extends Summary, Results {
  machine: Machine;
}

export interface Summary {
  ratios: {
    runs64FullVsFloor: number | null;
    runs1NormalVsFloor: number | null;
    /** Ratio to the fastest peer of the same durability, with 64 runs at once. */
    runs64VsBestPeer: number | null;
    startAt10MEventsVsEmpty: number | null;
    /** Runs/s of threads with 100 subscribers each, times those with 1 subscriber. 64 runs at once, at FULL. */
    subscribers100Vs1: number | null;
    /** Runs/s with an inspector that has one receiver of all runs, times those without. 64 runs at once, at FULL. */
    inspectorOnVsOff: number | null;
    /** Time to open a view, with its page of 50 messages, of a thread of 10,000 messages, times one of 50 messages. */
    longViewOpened: number | null;
  };
  values: {
    /** 99th percentile of the delay of a delta, milliseconds, with one stream at the pace of a model. */
    deltaDelayP99Ms: number | null;
    /**
     * Memory per waiting run, bytes: the larger value of runs found at a start and of runs that the process started.
     */
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
  longView: null,
  squares: [],
  bundles: null,
  failures: [],
});
