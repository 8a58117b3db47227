/**
 * Replays paths of the machine's graph on the runtime: in memory, on a file, and on a file that is opened again after
 * each step that ends an attempt.
 */
import type { RunInput } from '@perdure/run';
import { describe, expect, it } from 'vitest';
import {
  type RunPath,
  repeating,
  replay,
  runtimeHost,
  simplePaths,
  transitionCover,
} from '../../src/index.ts';
import { type StoreName, storeMaker } from '../stores.ts';

const hosts = [
  { name: 'The runtime in memory', store: 'memory', crashEverywhere: true },
  { name: 'The runtime on SQLite, written by a thread', store: 'thread', crashEverywhere: false },
  {
    name: 'The runtime on SQLite, opened again in every wait',
    store: 'sqlite',
    crashEverywhere: true,
  },
] satisfies { name: string; store: StoreName; crashEverywhere: boolean }[];

describe.each(hosts)('$name', { timeout: 180_000 }, ({ name, store, crashEverywhere }) => {
  async function prove(paths: Iterable<RunPath>, input: RunInput) {
    const open = () => runtimeHost({ name, open: storeMaker(store) });
    const report = await replay(open, paths, { input, crashEverywhere });
    const { crashes, leftOut } = report;
    console.log(
      `${name}: ${report.paths} paths, ${report.steps} steps, ${crashes} crashes; ${leftOut} paths left out`,
    );
    return report;
  }

  it.each([
    [3, 0, 2_702, 398],
    [0, 1, 88, 156],
  ])(
    'takes every simple path with up to %i retries and %i losses',
    async (maxRetries, maxLosses, count, others) => {
      const input: RunInput = { policy: { maxRetries, maxTotalRetries: maxRetries, maxLosses } };
      const { paths, leftOut } = await prove(simplePaths(input), input);
      expect([paths, leftOut]).toEqual([count, others]);
    },
  );

  it.each([
    [5, 0],
    [3, 1],
  ])(
    'takes every transition with %i retries and %i losses, from every state it can be taken from',
    async (maxRetries, maxLosses) => {
      const input: RunInput = { policy: { maxRetries, maxTotalRetries: maxRetries, maxLosses } };
      await prove(transitionCover(input), input);
    },
  );

  it('takes every transition where failures repeat', async () => {
    await prove(transitionCover(repeating, { withRepetition: true }), repeating);
  });

  it('takes every transition where a lost attempt interrupts', async () => {
    const interrupting: RunInput = { policy: { onLost: 'interrupt', maxRetries: 1 } };
    await prove(transitionCover(interrupting), interrupting);
  });
});

it.each([
  [2, 0],
  [0, 1],
])(
  'The runtime on PostgreSQL takes every simple path with %i retries and %i losses, and a crash after each step',
  async (maxRetries, maxLosses) => {
    const input: RunInput = { policy: { maxRetries, maxTotalRetries: maxRetries, maxLosses } };
    const open = () =>
      runtimeHost({ name: 'The runtime on PostgreSQL', open: storeMaker('postgres') });
    const { paths, crashes } = await replay(open, simplePaths(input), {
      input,
      crashEverywhere: true,
    });
    expect(crashes).toBeGreaterThan(paths);
  },
  180_000,
);

it('The runtime on a store that is a class takes every simple path with one retry', async () => {
  const input: RunInput = { policy: { maxRetries: 1, maxLosses: 0 } };
  const open = () => runtimeHost({ name: 'The runtime on a class', open: storeMaker('class') });
  const { paths, crashes } = await replay(open, simplePaths(input), { input });
  expect(paths).toBe(94);
  expect(crashes).toBeGreaterThan(paths);
});
