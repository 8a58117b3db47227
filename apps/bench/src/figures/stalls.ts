/** The length of event-loop turns while many runs stream and write as fast as they can. */
import { verify } from '../contest/check.ts';
import { perdure } from '../contest/contenders/perdure.ts';
import { Probe } from '../contest/probe.ts';
import { throughput } from '../contest/throughput.ts';
import { median, quantile, timeQuantile } from '../statistics.ts';
import { isolated, type Say } from './isolated.ts';

/** The figures of the event-loop turns. Each value is the median over the slots. */
export interface Stalls {
  atOnce: number;
  p50Ms: number;
  p99Ms: number;
  /**
   * 99 % of the time passes in turns of at most this length. It is more than `p99Ms` if the loop is idle in between,
   * because an idle loop does many short turns.
   */
  p99ByTimeMs: number;
  maxMs: number;
}

export interface Given {
  folder: string;
  atOnce: number;
  slotMs: number;
  slots: number;
}

/** @param under as that of `startChild` */
export const stalls = (given: Given, say: Say, under?: readonly string[]): Promise<Stalls> =>
  isolated(import.meta.url, measureStalls, given, say, under);

/**
 * Measures the time between two immediates. This is the length of one event-loop turn, for which everything else in the
 * process waits.
 */
export async function measureStalls(
  { folder, atOnce, slotMs, slots }: Given,
  say: Say,
): Promise<Stalls> {
  const probe = new Probe();
  const contender = await perdure(folder, 'full', probe);
  const run = async (id: string) => {
    const watch = probe.begin(id, false);
    await contender.run(id);
    probe.end(id);
    verify(watch);
  };
  const measured: number[][] = [];
  let turns: number[] = [];
  let last = performance.now();
  let isOver = false;
  const look = () => {
    const now = performance.now();
    turns.push(now - last);
    last = now;
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  for (let slot = 0; slot <= slots; slot++) {
    say(`${atOnce} at once: ${slot === 0 ? 'warm up' : `${slot} of ${slots}`}`);
    turns = [];
    await throughput(run, atOnce, slotMs);
    if (slot > 0) measured.push(turns);
  }
  isOver = true;
  await contender.close();
  const of = (share: number) => median(measured.map((slot) => quantile(slot, share)));
  return {
    ...{ atOnce, p50Ms: of(0.5), p99Ms: of(0.99), maxMs: of(1) },
    p99ByTimeMs: median(measured.map((slot) => timeQuantile(slot, 0.99))),
  };
}
