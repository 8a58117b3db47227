import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{machines,packages,apps}/*/test/**/*.test.{ts,tsx}', 'tools/test/**/*.test.ts'],
    testTimeout: 30_000,
    // A busy machine needs more than the default of one second.
    expect: { poll: { timeout: 10_000 } },
    reporters: ['default', './.ci/tally-reporter.ts'],
  },
});
