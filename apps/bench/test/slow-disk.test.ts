/** A disk on which a sync takes 10 ms more. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { floors } from '../src/contest/contenders/list.ts';
import { slowDisk } from '../src/figures/slow-disk.ts';
import { delayMs, whyNoSlowDisk } from '../src/slow-disk.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perdure-bench-test-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const measured = () =>
  slowDisk(
    {
      folder,
      contenders: floors.filter(({ durability }) => durability === 'full'),
      runs: { slotMs: 100, warmUpMs: 1, rounds: 1 },
      stalls: { atOnce: 2, slotMs: 100, slots: 1 },
    },
    () => {},
  );

it.skipIf(whyNoSlowDisk() !== undefined)('holds up each sync of a contender', async () => {
  const { syncs, runs } = await measured();
  expect(syncs.slow.commitMs).toBeGreaterThanOrEqual(delayMs);
  expect(syncs.slow.writeMs).toBeLessThan(delayMs);
  // Each run of the floor is three transactions, one after the other.
  expect(runs[0]?.runsPerSecond).toBeGreaterThan(0);
  expect(runs[0]?.runsPerSecond).toBeLessThanOrEqual(1_000 / (3 * delayMs));
});

it('is not measured without strace', async () => {
  vi.stubEnv('PATH', folder);
  await expect(measured()).rejects.toThrow('strace is not installed.');
});

it('is not measured if strace may not trace', async () => {
  const refuses = '#!/bin/sh\necho "strace: PTRACE_SEIZE: Operation not permitted" >&2\nexit 1\n';
  writeFileSync(join(folder, 'strace'), refuses, { mode: 0o755 });
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH}`);
  await expect(measured()).rejects.toThrow(
    'strace may not trace: strace: PTRACE_SEIZE: Operation not permitted.',
  );
});
