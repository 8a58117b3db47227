/** Runs a few thousand random histories of the real runtime. `pnpm simulate` runs as many as the time allows. */
import { describe, expect, it } from 'vitest';
import { Coverage, simulate } from '../../src/simulation/index.ts';
import { storeMaker } from '../stores.ts';

const coverage = new Coverage();

describe('no history breaks a guarantee', { timeout: 300_000 }, () => {
  it.each([
    ['memory', 3_000],
    ['sqlite', 250],
    ['thread', 150],
    ['class', 100],
  ] as const)('on the %s store, out of %i', async (name, histories) => {
    const seed = 20_261_124;
    const report = await simulate({ store: () => storeMaker(name), seed, histories, coverage });
    if (report.failure !== undefined) {
      const { error, history, replay } = report.failure;
      console.error(`seed ${seed}, ${JSON.stringify(replay)}\n${history}`);
      throw error;
    }
    expect(report.histories).toBe(histories);
  });

  it('and they take every transition, and have every fault, and a crash and a cancel in every state', () => {
    expect(coverage.missing).toEqual([]);
  });
});
