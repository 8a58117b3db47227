/** The results. A figure that was not measured is an empty list or null. */
import type { Row } from './contest/entry.ts';
import type { Backlog } from './figures/backlog.ts';
import type { Bundles } from './figures/bundles.ts';
import type { Delays } from './figures/delays.ts';
import type { FullDatabase } from './figures/full-database.ts';
import type { LiveWaits } from './figures/live-waits.ts';
import type { LongThread } from './figures/long-thread.ts';
import type { LongView } from './figures/long-view.ts';
import type { Opening } from './figures/opening.ts';
import type { RunBytes } from './figures/run-bytes.ts';
import type { SlowDisk } from './figures/slow-disk.ts';
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
  slowDisk: SlowDisk | null;
  /** The contest on PostgreSQL. */
  postgres: Row[];
  waits: Waits[];
  liveWaits: LiveWaits | null;
  overdueWaits: Backlog | null;
  lostAttempts: Backlog | null;
  events: FullDatabase[];
  /** The first thread is the shortest. */
  messages: LongThread[];
  longView: LongView | null;
  runBytes: RunBytes | null;
  opening: Opening | null;
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
    /** As `runs64FullVsFloor`, on a disk on which a sync takes 10 ms more. */
    runs64FullSlowSyncVsFloor: number | null;
    runs1NormalVsFloor: number | null;
    /** Ratio to the fastest peer of the same durability, with 64 runs at once. */
    runs64VsBestPeer: number | null;
    /** Runs/s on PostgreSQL with 64 at once, times those of the floor there. */
    postgres64VsFloor: number | null;
    /** Runs/s on PostgreSQL with 64 at once, times those of DBOS on the same server. */
    postgres64VsDbos: number | null;
    /** Runs/s of threads with 100 subscribers each, times those with 1 subscriber. 64 runs at once, at FULL. */
    subscribers100Vs1: number | null;
    /** Runs/s with an inspector that has one receiver of all runs, times those without. 64 runs at once, at FULL. */
    inspectorOnVsOff: number | null;
    /** Time until a prompt is recorded in a thread of 10,000 messages, times one of 10 messages. */
    longThreadRecorded: number | null;
    /** Time until a run of one word is completed in a thread of 10,000 messages, times one of 10 messages. */
    longThreadCompleted: number | null;
    /** Time to open a view, with its page of 50 messages, of a thread of 10,000 messages, times one of 50 messages. */
    longViewOpened: number | null;
    /** Bytes of the file that a run costs, times those at the commit that `bytesPerRunBefore` names. */
    bytesPerRunVsBefore: number | null;
    /** Time until there is a runtime on a file of 1 GB, times one on an empty file. */
    open1GbVsEmpty: number | null;
    startAt10MEventsVsEmpty: number | null;
  };
  values: {
    /** 99th percentile of the length of an event-loop turn, milliseconds, with 64 runs at once at FULL. */
    loopStallP99Ms: number | null;
    /** As `loopStallP99Ms`, on a disk on which a sync takes 10 ms more. */
    loopStallSlowSyncP99Ms: number | null;
    /** The highest resident memory of the process with 64 runs at once at FULL, mebibytes. */
    peakMemoryMb: number | null;
    /** 99th percentile of the delay of a delta, milliseconds, with one stream at the pace of a model. */
    deltaDelayP99Ms: number | null;
    /**
     * Memory per waiting run, bytes: the larger value of runs found at a start and of runs that the process started.
     */
    bytesPerWaitingRun: number | null;
    recoverMillionWaitsS: number | null;
    runMachineGzipBytes: number | null;
  };
}

export const nothing = (): Results => ({
  runs: [],
  crowds: [],
  audiences: [],
  delays: [],
  stalls: null,
  slowDisk: null,
  postgres: [],
  waits: [],
  liveWaits: null,
  overdueWaits: null,
  lostAttempts: null,
  events: [],
  messages: [],
  longView: null,
  runBytes: null,
  opening: null,
  squares: [],
  bundles: null,
  failures: [],
});
