/** Each contender that is measured, and the row that is told of it. */
import { median } from '../../src/runs/throughput.ts';
import { installedVersion, installPeers } from './install.ts';
import { list, type PeerId } from './list.ts';
import type { Measured } from './measure.ts';
import type { Durability } from './probe.ts';
import type { Exported } from './protocol.ts';
import type { WorkerProcess } from './worker-process.ts';

/** A contender that is no peer, measured in the same turns. */
export interface Other extends Exported {
  name: string;
  durability: Durability;
}

/** The median of each value; null, and the reason, where nothing could be measured. */
export type PeerRow = { [Key in keyof Measured]: Measured[Key] | null } & {
  peer: string;
  /** Of its package; null of what is not installed or is no peer. */
  version: string | null;
  durability: Durability;
  atOnce: number;
  /** Pieces that a run's subscriber got; 0 of a contender that reports none. */
  pieces: number | null;
  /** What its figures do not say, in one sentence. */
  comparable: string;
  reason: string | null;
};

export interface Entry {
  name: string;
  durability: Durability;
  comparable: string;
  package: string | null;
  what: { peer: PeerId } | Exported;
  reason: string | null;
  pieces: number | null;
  worker?: WorkerProcess;
  measured: Map<number, Measured[]>;
}

/** The others first; installs the peers if need be, and if it cannot, they say why. */
export async function entriesOf(others: readonly Other[]): Promise<Entry[]> {
  const fresh = () => ({ pieces: null, measured: new Map<number, Measured[]>() });
  let reason: string | null = null;
  try {
    await installPeers();
  } catch (error) {
    reason = messageOf(error);
  }
  return [
    ...others.map((other) => ({
      ...other,
      ...fresh(),
      comparable: '',
      package: null,
      what: { module: other.module, export: other.export },
      reason: null,
    })),
    ...list.map((peer) => ({ ...peer, ...fresh(), what: { peer: peer.id }, reason })),
  ];
}

export function rowOf(entry: Entry, atOnce: number): PeerRow {
  const measured = entry.measured.get(atOnce) ?? [];
  const of = (key: keyof Measured): number | null => {
    const values = measured.map((one) => one[key]).filter((value) => value !== null);
    return values.length === 0 ? null : median(values);
  };
  return {
    peer: entry.name,
    version: entry.package === null ? null : installedVersion(entry.package),
    durability: entry.durability,
    atOnce,
    runsPerSecond: of('runsPerSecond'),
    deltasPerSecond: of('deltasPerSecond'),
    cpuSecondsPer1000: of('cpuSecondsPer1000'),
    peakRssMb: of('peakRssMb'),
    delayP50Ms: of('delayP50Ms'),
    delayP99Ms: of('delayP99Ms'),
    pieces: entry.pieces,
    comparable: entry.comparable,
    reason: entry.reason,
  };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
