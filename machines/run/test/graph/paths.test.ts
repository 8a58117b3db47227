/** The machine's own graph is its test plan: every path is replayed on a real actor, every delay fired by the clock. */
import { getSimplePaths } from '@xstate/graph';
import { describe, expect, it } from 'vitest';
import type { RunInput } from '../../src/index.ts';
import { replay } from './replay.ts';
import { logic, repeating, space, stateKey, transitionCover } from './space.ts';
import { allTransitions } from './transitions.ts';
import { simplePaths } from './walk.ts';

const retries = (maxRetries: number): RunInput => ({ policy: { maxRetries } });

describe('every simple path', () => {
  it.each([0, 1, 2, 3])(
    'with up to %i retries behaves on a real actor as the graph says',
    (max) => {
      const taken = new Set<string>();
      let count = 0;
      for (const path of simplePaths(retries(max))) {
        replay(path, retries(max), taken);
        count++;
      }
      expect(count).toBe([16, 154, 1_270, 9_694][max]);
    },
  );

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

describe('every transition', () => {
  const taken = new Set<string>();
  const cover = transitionCover(retries(5));

  it(`with 5 retries, from every state it can be taken from: ${cover.length} paths`, () => {
    for (const path of cover) replay(path, retries(5), taken);
  });

  const repetitions = transitionCover(repeating);

  it(`where failures repeat: ${repetitions.length} paths`, () => {
    for (const path of repetitions) replay(path, repeating, taken);
  });

  it.each(allTransitions())('%s is taken by some path', (name) => {
    expect(taken).toContain(name);
  });

  it('takes the branch of a lost attempt that interrupts, if policy says so', () => {
    const input: RunInput = { policy: { onLost: 'interrupt' } };
    const lost = transitionCover(input).filter(
      (p) => p.steps.at(-1)?.event.type === 'attempt.lost',
    );
    for (const path of lost) replay(path, input, new Set());
    expect(new Set(lost.map((path) => path.state.value))).toEqual(new Set(['interrupted']));
  });
});
