/** A batch: a plan that throws leaves nothing behind, and the plans beside it are kept (G9). */
import { createCore } from '@perdure/core';
import { expect, it } from 'vitest';
import { Batch } from '../src/batch/batch.ts';
import { memoryStore } from '../src/memory/index.ts';
import type { AtOnceStore, RunRecord } from '../src/ports/store.ts';

const core = createCore();
const run = (id: string): RunRecord => ({ id, threadId: id, stored: core.begin({}).stored });
/** What plans read, of a store that answers at once. */
const recordedIn = (store: AtOnceStore) => ({ ...store, isSealed: () => false });

it('rolls back what a plan had changed before it threw', () => {
  const batch = new Batch({ store: recordedIn(memoryStore()), core, at: 0 });
  const create = (id: string) => {
    batch.create(run(id), undefined);
    batch.startIfNext(run(id));
  };
  batch.savepoint(() => create('kept'));
  const before = { writes: batch.writes, releases: [...batch.releases] };
  const kept = batch.findRun('kept');

  const refused = () =>
    batch.savepoint(() => {
      create('gone');
      if (kept === undefined) throw new Error('The first plan is missing.');
      batch.sealMessage(kept, 1, 'm1');
      batch.apply(kept, batch.step(kept, { type: 'command', command: { type: 'run.cancel' } }));
      throw new Error('refused');
    });
  expect(refused).toThrow('refused');
  expect({ writes: batch.writes, releases: batch.releases }).toEqual(before);
  expect(batch.isSealed(run('kept'), 'm1')).toBe(false);
  expect(batch.findRun('gone')).toBeUndefined();
  expect(batch.findRun('kept')).toBe(kept);
  expect(kept?.stored.state).toBe('running');
});

it('forgets the queued runs that a plan could not start if that plan threw', () => {
  const store = memoryStore();
  const start = { type: 'command', command: { type: 'run.start' } } as const;
  const active = { ...run('a'), stored: core.step(run('a').stored, start).stored };
  const { stored } = run('b');
  const policy = { ...stored.context.policy, jitter: 'newer' as never };
  const newer = {
    ...run('b'),
    threadId: 'a',
    stored: { ...stored, context: { ...stored.context, policy } },
  };
  store.commit([active, newer].map((record) => ({ type: 'createRun', run: record, at: 0 })));
  const batch = new Batch({ store: recordedIn(store), core, at: 0 });
  const refused = () =>
    batch.savepoint(() => {
      batch.apply(active, batch.step(active, { type: 'command', command: { type: 'run.cancel' } }));
      expect(batch.troubles).toHaveLength(1);
      throw new Error('refused');
    });
  expect(refused).toThrow('refused');
  expect(batch.troubles).toEqual([]);
});
