/**
 * Replays every path of the machine's graph on a real XState actor. A simulated clock fires the delays of the actor.
 */
import type { RunInput } from '@perdure/run';
import { getSimplePaths } from '@xstate/graph';
import { describe, expect, it } from 'vitest';
import { logic, space } from '../../src/graph/space.ts';
import {
  allTransitions,
  plainActorHost,
  repeating,
  replay,
  simplePaths,
  stateKey,
  transitionCover,
} from '../../src/index.ts';

const retries = (maxRetries: number, maxLosses = 0): RunInput => ({
  policy: { maxRetries, maxTotalRetries: maxRetries, maxLosses },
});

describe('every simple path', () => {
  it.each([
    [0, 0, 16],
    [0, 1, 244],
    [1, 0, 108],
    [2, 0, 604],
    [3, 0, 3_100],
  ])(
    'with up to %i retries and %i losses behaves on a real actor as the graph says: %i paths',
    async (max, losses, count) => {
      const input = retries(max, losses);
      const { paths } = await replay(() => plainActorHost(), simplePaths(input), { input });
      expect(paths).toBe(count);
    },
  );

  it('with orderly ends among them behaves so too', async () => {
    const input = retries(1);
    const paths = simplePaths(input, { withOrderlyEnds: true });
    expect((await replay(() => plainActorHost(), paths, { input })).paths).toBe(1_346);
  });

  it('is what @xstate/graph finds too', () => {
    const key = (path: { steps: { event: object }[] }) =>
      JSON.stringify(path.steps.map((s) => s.event));
    const theirs = getSimplePaths(logic, space(retries(2))).filter(
      (p) => p.state.status !== 'active',
    );
    const ours = [...simplePaths(retries(2))];
    expect(ours.map(key).sort()).toEqual(theirs.map(key).sort());
    expect(new Set(ours.map((p) => stateKey(p.state)))).toEqual(
      new Set(theirs.map((p) => stateKey(p.state))),
    );
  });
});

describe('every transition', async () => {
  const taken = new Set<string>();
  const open = () => plainActorHost(taken);
  const cover = transitionCover(retries(5));
  const losses = transitionCover(retries(3, 1));
  const repetitions = transitionCover(repeating, { withRepetition: true });

  it(`with 5 retries, from every state it can be taken from: ${cover.length} paths`, async () => {
    await replay(open, cover, { input: retries(5) });
  });

  it(`with 3 retries and losses, from every state it can be taken from: ${losses.length} paths`, async () => {
    await replay(open, losses, { input: retries(3, 1) });
  });

  it(`where failures repeat: ${repetitions.length} paths`, async () => {
    await replay(open, repetitions, { input: repeating });
  });

  it.each(allTransitions())('%s is taken by some path', (name) => {
    expect(taken).toContain(name);
  });

  it('takes the branch of a lost attempt that interrupts, if policy says so', async () => {
    const input: RunInput = { policy: { onLost: 'interrupt' } };
    const lost = transitionCover(input).filter((p) =>
      p.steps.some(({ event }) => event.type === 'attempt.lost'),
    );
    await replay(open, lost, { input });
    expect(new Set(lost.map((path) => path.state.value))).toEqual(new Set(['interrupted']));
  });
});
