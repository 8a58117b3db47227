/** Measurements for the tests of `isolated`. */
import type { Say } from '../src/figures/isolated.ts';

export function adds(given: number[], say: Say) {
  for (const index of given.keys()) say(`${index + 1} of ${given.length}`);
  return { sum: given.reduce((sum, one) => sum + one, 0), pid: process.pid, none: Number.NaN };
}

export async function fails(_: null): Promise<number> {
  throw new Error('There is no more room.');
}

export function dies(_: null): Promise<number> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
}

export const reads = (name: string): string | undefined => process.env[name];
