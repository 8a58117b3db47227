/** Measures one contender for one slot of time. */
import { quantile } from '../statistics.ts';
import { verify } from './check.ts';
import type { Contender } from './contender.ts';
import type { Probe } from './probe.ts';
import { throughput } from './throughput.ts';

export interface Measured {
  runsPerSecond: number;
  /** Pieces of text that reached a subscriber, per second. */
  deltasPerSecond: number;
  /** CPU time of this process and of the contender's own server per 1,000 runs, seconds. */
  cpuSecondsPer1000: number;
  /** The highest resident memory of this process in the slot, mebibytes. */
  peakRssMb: number;
  /** Median time from the model's yield of a piece to the subscriber's receipt, milliseconds. */
  delayP50Ms: number;
  delayP99Ms: number;
}

/** Only the pieces of one run in 8 are timed, because timing slows a run down. */
const timedEach = 8;
/** Least time between two measurements of memory, milliseconds. */
const rssEachMs = 20;

/** Keeps `atOnce` runs under way for a time, and verifies each run. @param ms length of that time, milliseconds */
export async function measure(
  contender: Contender,
  probe: Probe,
  atOnce: number,
  ms: number,
): Promise<Measured> {
  const delays: number[] = [];
  let [runs, received, peakRss, rssAt] = [0, 0, 0, 0];
  const run = async (id: string) => {
    const watch = probe.begin(id, runs++ % timedEach === 0);
    await contender.run(id);
    probe.end(id);
    verify(watch);
    delays.push(...watch.delays());
    received += watch.received;
    if (performance.now() - rssAt < rssEachMs) return;
    peakRss = Math.max(peakRss, process.memoryUsage.rss());
    rssAt = performance.now();
  };

  const cpu = process.cpuUsage();
  const serverCpu = contender.serverCpuSeconds?.() ?? 0;
  const runsPerSecond = await throughput(run, atOnce, ms);
  const { user, system } = process.cpuUsage(cpu);
  const cpuSeconds = (user + system) / 1e6 + (contender.serverCpuSeconds?.() ?? 0) - serverCpu;
  return {
    runsPerSecond,
    deltasPerSecond: (received / runs) * runsPerSecond,
    cpuSecondsPer1000: (cpuSeconds / runs) * 1_000,
    peakRssMb: peakRss / 2 ** 20,
    delayP50Ms: quantile(delays, 0.5),
    delayP99Ms: quantile(delays, 0.99),
  };
}
