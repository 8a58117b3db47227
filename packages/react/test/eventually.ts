/** Polls until the expectation holds, up to 20 s, because the machine may be busy with other tests. */
import { expect } from 'vitest';

export const eventually = <T>(read: () => T, interval = 20) =>
  expect.poll(read, { timeout: 20_000, interval });
