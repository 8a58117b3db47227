import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{machines,packages,apps}/*/test/**/*.test.{ts,tsx}', 'tools/test/**/*.test.ts'],
    testTimeout: 30_000,
    reporters: ['default', './.ci/tally-reporter.ts'],
  },
});
