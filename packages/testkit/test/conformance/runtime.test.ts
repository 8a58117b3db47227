/** The same paths on the durable runtime: in memory, on a file, and on a file that is opened anew between every two steps. */
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
  { name: 'The runtime on SQLite', store: 'sqlite', crashEverywhere: false },
  {
    name: 'The runtime on SQLite, opened anew between every two steps',
    store: 'sqlite',
    crashEverywhere: true,
  },
] satisfies { name: string; store: StoreName; crashEverywhere: boolean }[];

describe.each(hosts)('$name', { timeout: 180_000 }, ({ name, store, crashEverywhere }) => {
  async function prove(paths: Iterable<RunPath>, input: RunInput) {
    const open = () => runtimeHost({ name, open: storeMaker(store) });
    const tally = await replay(open, paths, { input, crashEverywhere });
    const { crashes, leftOut } = tally;
    console.log(
      `${name}: ${tally.paths} paths, ${tally.steps} steps, ${crashes} crashes; ${leftOut} paths left out`,
    );
    return tally;
  }

  const input: RunInput = { policy: { maxRetries: 3 } };

  it('takes every simple path with up to 3 retries', async () => {
    const { paths, leftOut } = await prove(simplePaths(input), input);
    expect([paths, leftOut]).toEqual([8_450, 1_244]);
  });

  it('takes every transition with 5 retries, from every state it can be taken from', async () => {
    await prove(transitionCover({}), {});
  });

  it('takes every transition where failures repeat', async () => {
    await prove(transitionCover(repeating), repeating);
  });

  it('takes every transition where a lost attempt interrupts', async () => {
    const interrupting: RunInput = { policy: { onLost: 'interrupt', maxRetries: 1 } };
    await prove(transitionCover(interrupting), interrupting);
  });
});
