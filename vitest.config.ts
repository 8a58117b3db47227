import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{machines,packages,apps}/*/test/**/*.test.{ts,tsx}', 'tools/test/**/*.test.ts'],
    globalSetup: './tools/postgres/vitest-setup.ts',
    testTimeout: 30_000,
    // Most files wait for timers, processes or a browser, so that a machine of two cores runs two at once.
    maxWorkers: Math.max(availableParallelism() - 1, 2),
    // A busy machine needs more than the default of one second.
    expect: { poll: { timeout: 10_000 } },
    reporters: ['default', './.ci/tally-reporter.ts'],
  },
});
