/** What will be so, sooner or later: patient, for a machine may be busy with other tests. */
import { expect } from 'vitest';

export const eventually = <T>(read: () => T, interval = 20) =>
  expect.poll(read, { timeout: 20_000, interval });
