/** Sizes of the measurements: small ones for a first look, full ones for the documentation. Times in milliseconds. */

export interface Scale {
  runs: { slotMs: number; warmUpMs: number; rounds: number; atOnce: readonly number[] };
  /** Numbers of runs at once with which Perdure alone is measured. */
  crowds: readonly number[];
  audiences: boolean;
  delays: { streams: readonly number[]; slotMs: number; slots: number };
  stalls: { atOnce: number; slotMs: number; slots: number };
  slowDisk: boolean;
  waits: { counts: readonly number[]; idleMs: number; live: number; backlog: number };
  starts: { events: readonly number[]; messages: readonly number[]; starts: number };
  views: { short: number; long: number; rounds: number };
  /** Number of runs whose bytes are measured. */
  bytes: number;
  /** Least size of the file that is opened, and how often it is; 0 bytes to open none. */
  opens: { bytes: number; rounds: number };
  squares: { rounds: number };
}

/** The small sizes. A bench with them takes about a minute. */
export const quick: Scale = {
  runs: { slotMs: 1_000, warmUpMs: 500, rounds: 3, atOnce: [1, 64] },
  crowds: [],
  audiences: false,
  delays: { streams: [1], slotMs: 1_000, slots: 3 },
  stalls: { atOnce: 64, slotMs: 1_000, slots: 3 },
  slowDisk: false,
  waits: { counts: [10_000], idleMs: 1_000, live: 10_000, backlog: 0 },
  starts: { events: [100_000], messages: [10, 1_000], starts: 50 },
  views: { short: 50, long: 1_000, rounds: 100 },
  bytes: 500,
  opens: { bytes: 0, rounds: 0 },
  squares: { rounds: 1 },
};

/** The full sizes. A bench with them takes less than half an hour. */
export const full: Scale = {
  runs: { slotMs: 2_500, warmUpMs: 2_000, rounds: 7, atOnce: [1, 64] },
  crowds: [1, 4, 16, 64, 256],
  audiences: true,
  delays: { streams: [1, 64], slotMs: 5_000, slots: 5 },
  stalls: { atOnce: 64, slotMs: 4_000, slots: 5 },
  slowDisk: true,
  waits: { counts: [10_000, 100_000, 1_000_000], idleMs: 10_000, live: 10_000, backlog: 10_000 },
  starts: {
    events: [100_000, 1_000_000, 10_000_000],
    messages: [10, 100, 1_000, 10_000],
    starts: 100,
  },
  views: { short: 50, long: 10_000, rounds: 500 },
  bytes: 2_000,
  opens: { bytes: 1e9, rounds: 20 },
  squares: { rounds: 3 },
};
