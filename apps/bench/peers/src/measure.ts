/** What one slot of one contender shows. */

import { throughput } from '../../src/runs/throughput.ts';
import { failsAfter, piece, pieces } from '../../src/runs/workload.ts';
import { type Entrant, type Probe, prompt, type Watch } from './probe.ts';

export interface Measured {
  runsPerSecond: number;
  /** Pieces that reached a subscriber; null of a contender that reports none. */
  deltasPerSecond: number | null;
  /** Of this process, and of a server of the contender's own. */
  cpuSecondsPer1000: number;
  /** Of this process, the highest of the slot. */
  peakRssMb: number;
  /** From the model's yield of a piece to the subscriber's receipt; null as above. */
  delayP50Ms: number | null;
  delayP99Ms: number | null;
}

/** Every so many runs, one has the time of each of its pieces taken: the others pay nothing for it. */
const timedEach = 8;
const rssEachMs = 20;

/** For so many milliseconds, `atOnce` runs at any moment. */
export async function measure(
  contender: Entrant,
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
  const runsPerSecond = await throughput({ ...contender, run }, atOnce, ms);
  const { user, system } = process.cpuUsage(cpu);
  const cpuSeconds = (user + system) / 1e6 + (contender.serverCpuSeconds?.() ?? 0) - serverCpu;
  delays.sort((a, b) => a - b);
  return {
    runsPerSecond,
    deltasPerSecond: received === 0 ? null : (received / runs) * runsPerSecond,
    cpuSecondsPer1000: (cpuSeconds / runs) * 1_000,
    peakRssMb: peakRss / 2 ** 20,
    delayP50Ms: delays[Math.floor(delays.length * 0.5)] ?? null,
    delayP99Ms: delays[Math.floor(delays.length * 0.99)] ?? null,
  };
}

/**
 * Does one run and looks at what it left behind. Returns the number of pieces that its subscriber got; 0 if it
 * reports none.
 */
export async function check(contender: Entrant, probe: Probe): Promise<number> {
  const id = `checked-${Date.now()}`;
  const watch = probe.begin(id, false);
  await contender.run(id);
  probe.end(id);
  verify(watch);
  if (contender.recorded === undefined) return watch.received;
  const recorded = await contender.recorded(id);
  if (recorded.prompt !== prompt)
    throw new Error(`The database holds no prompt: ${JSON.stringify(recorded.prompt)}.`);
  if (recorded.answer !== piece.repeat(pieces))
    throw new Error(`The database holds no whole answer: ${JSON.stringify(recorded.answer)}.`);
  return watch.received;
}

/** Two calls; all pieces, or those of the second where the contender keeps back what failed. */
function verify({ calls, received }: Watch): void {
  if (calls === 0 && received === 0) return;
  if (calls !== 2) throw new Error(`The model was called ${calls} times, not twice.`);
  if (received !== failsAfter + pieces && received !== pieces)
    throw new Error(`The subscriber got ${received} pieces, not ${failsAfter + pieces}.`);
}
