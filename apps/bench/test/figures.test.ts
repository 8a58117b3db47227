/** Figures at small sizes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { piece, pieces } from '../src/contest/workload.ts';
import { longThreads } from '../src/figures/long-thread.ts';
import { opening } from '../src/figures/opening.ts';
import { runBytes } from '../src/figures/run-bytes.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perdure-bench-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('a long thread is compared with the shortest', async () => {
  const [short, long] = await longThreads({ folder, messages: [2, 40], starts: 3 }, () => {});
  expect(short).toMatchObject({ messages: 2, startRatio: 1, runRatio: 1 });
  expect(long).toMatchObject({ messages: 40, startRatio: expect.any(Number) });
  expect(long?.runMs).toBeGreaterThan(long?.startMs ?? Number.POSITIVE_INFINITY);
});

it('the file that is opened has the wanted size', async () => {
  const wanted = 8e6;
  const { bytes, ratio } = await opening({ folder, bytes: wanted, rounds: 1 }, () => {});
  expect(bytes).toBeGreaterThanOrEqual(wanted);
  expect(bytes).toBeLessThan(1.1 * wanted);
  expect(ratio).toBeGreaterThan(0);
});

it('a run costs more bytes than its answer, and not twice as many with twice the runs', async () => {
  const [few, many] = [
    await runBytes({ folder, runs: 50 }, () => {}),
    await runBytes({ folder, runs: 100 }, () => {}),
  ];
  expect(few.bytesPerRun).toBeGreaterThan(piece.length * pieces);
  expect(many.bytesPerRun / few.bytesPerRun).toBeCloseTo(1, 1);
  expect(many.tables[0]?.[0]).toBe('messages');
  expect(many.tables[0]?.[1]).toBeGreaterThan(many.textBytesPerRun);
});
