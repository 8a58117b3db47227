/** For how long the event loop stands still while many runs stream and write as fast as they can. */
import type { Durability } from '@perdure/sqlite';
import { perdure } from '../runs/perdure.ts';
import { throughput } from '../runs/throughput.ts';

export interface Stalls {
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
}

/** A turn of the loop is as long as an immediate comes after the one before: that is what anything else waits for. */
export async function measureStalls(
  file: string,
  durability: Durability,
  atOnce: number,
  ms: number,
): Promise<Stalls> {
  const contender = await perdure(file, durability);
  await throughput(contender, atOnce, 500);
  const turns: number[] = [];
  let last = performance.now();
  let isOver = false;
  const look = () => {
    const now = performance.now();
    turns.push(now - last);
    last = now;
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  await throughput(contender, atOnce, ms);
  isOver = true;
  contender.close();
  turns.sort((a, b) => a - b);
  const at = (share: number) => turns[Math.floor(turns.length * share)] ?? Number.NaN;
  return { p50Ms: at(0.5), p99Ms: at(0.99), maxMs: turns.at(-1) ?? Number.NaN };
}
