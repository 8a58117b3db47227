/** Random histories of three nodes, a database and a clock. `pnpm simulate:nodes` runs as many as the time allows. */
import { expect, it } from 'vitest';
import { simulateNodes } from '../../src/nodes/index.ts';

it('no history of three nodes breaks a guarantee', { timeout: 300_000 }, async () => {
  const seed = 20_261_201;
  const histories = 1_000;
  const report = await simulateNodes({ seed, histories });
  if (report.failure !== undefined) {
    const { error, history, path } = report.failure;
    console.error(`seed ${seed}, path ${path}\n${history}`);
    throw error;
  }
  expect(report.histories).toBe(histories);
  // Nodes have met in threads.
  expect(report.conflicts).toBeGreaterThan(histories / 10);
});
