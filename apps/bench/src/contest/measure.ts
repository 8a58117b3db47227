/** What one slot of one contender shows. */
import { quantile } from '../statistics.ts';
import { verify } from './check.ts';
import type { Contender } from './contender.ts';
import type { Probe } from './probe.ts';
import { throughput } from './throughput.ts';

export interface Measured {
  runsPerSecond: number;
  /** Pieces that reached a subscriber. */
  deltasPerSecond: number;
  /** Of this process, and of a server of the contender's own. */
  cpuSecondsPer1000: number;
  /** Of this process, the highest of the slot. */
  peakRssMb: number;
  /** From the model's yield of a piece to the subscriber's receipt. */
  delayP50Ms: number;
  delayP99Ms: number;
}

/** Every so many runs, one has the time of each of its pieces taken: the others pay nothing for it. */
const timedEach = 8;
const rssEachMs = 20;

/** For so many milliseconds, `atOnce` runs at any moment, each of which is verified. */
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
