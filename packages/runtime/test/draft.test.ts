/** The draft of a turn: of a plan that throws, nothing stays, and of those beside it, all does (G9). */
import { createCore } from '@perdure/core';
import { expect, it } from 'vitest';
import { Draft } from '../src/host/draft.ts';
import { memoryStore } from '../src/memory/index.ts';
import type { RunRecord } from '../src/ports/store.ts';

const core = createCore();
const run = (id: string): RunRecord => ({ id, threadId: id, stored: core.begin({}).stored });

it('forgets what a plan had begun before it threw', () => {
  const draft = new Draft(memoryStore(), core, 0);
  draft.changes.whole(() => {
    draft.changes.make(run('kept'), undefined);
    draft.startIfFree(run('kept'));
  });
  const before = { writes: draft.changes.writes, releases: [...draft.changes.releases] };
  const kept = draft.findRun('kept');
  const refused = () =>
    draft.changes.whole(() => {
      draft.changes.make(run('gone'), undefined);
      draft.startIfFree(run('gone'));
      const started = draft.findRun('kept');
      if (started === undefined) throw new Error('The first plan is missing.');
      draft.take(
        started,
        draft.step(started, { type: 'command', command: { type: 'run.cancel' } }),
      );
      throw new Error('refused');
    });
  expect(refused).toThrow('refused');
  expect({ writes: draft.changes.writes, releases: draft.changes.releases }).toEqual(before);
  expect(draft.findRun('gone')).toBeUndefined();
  expect(draft.findRun('kept')).toBe(kept);
  expect(kept?.stored.state).toBe('running');
});
