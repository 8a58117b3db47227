/** A contender while it is measured, and its row in the results. */
import { median } from '../statistics.ts';
import type { Durability, Listed } from './contender.ts';
import type { Measured } from './measure.ts';
import type { WorkerProcess } from './worker-process.ts';

/**
 * A row of the results. Each figure is the median over the rounds; null, with a reason, if nothing could be measured.
 */
export type Row = { [Key in keyof Measured]: Measured[Key] | null } & {
  name: string;
  isPeer: boolean;
  /** Version of the peer's package; null for other contenders and for a package that is not installed. */
  version: string | null;
  durability: Durability;
  atOnce: number;
  /** Runs a second in each round. Values of two contenders at the same index were measured one after the other. */
  rounds: number[];
  /** Pieces that a run's subscriber got. */
  pieces: number | null;
  comparable: string;
  reason: string | null;
};

export interface Entry {
  listed: Listed;
  version: string | null;
  /** Why the contender is not measured, or is no longer measured; null while it is measured. */
  reason: string | null;
  pieces: number | null;
  worker?: WorkerProcess;
  measured: Map<number, Measured[]>;
}

export function rowOf({ listed, ...entry }: Entry, atOnce: number): Row {
  const measured = entry.measured.get(atOnce) ?? [];
  const of = (key: keyof Measured): number | null =>
    measured.length === 0 ? null : median(measured.map((one) => one[key]));
  return {
    name: listed.name,
    isPeer: listed.package !== undefined,
    version: entry.version,
    durability: listed.durability,
    atOnce,
    runsPerSecond: of('runsPerSecond'),
    rounds: measured.map(({ runsPerSecond }) => runsPerSecond),
    deltasPerSecond: of('deltasPerSecond'),
    cpuSecondsPer1000: of('cpuSecondsPer1000'),
    peakRssMb: of('peakRssMb'),
    delayP50Ms: of('delayP50Ms'),
    delayP99Ms: of('delayP99Ms'),
    pieces: entry.pieces,
    comparable: listed.comparable,
    reason: entry.reason,
  };
}

/**
 * How many times as fast one contender is as another: the median of the ratios of all rounds. Null if one of the two
 * was not measured.
 */
export function ratioOf(one: Row | undefined, other: Row | undefined): number | null {
  if (!one?.rounds.length || !other?.rounds.length) return null;
  return median(one.rounds.map((rate, round) => rate / (other.rounds[round] ?? Number.NaN)));
}
