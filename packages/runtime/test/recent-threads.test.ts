/** The threads in memory: no more than 1,000 runs, those that were used last, and all that is not written yet. */
import { createCore } from '@perdure/core';
import { expect, it } from 'vitest';
import { RecentThreads } from '../src/batch/recent-threads.ts';

const { stored } = createCore().begin({});

/** Threads in which the runs `r0`, `r1` … were created, each in a thread of its own. */
function recentOf(count: number, { areWritten = true } = {}) {
  const recent = new RecentThreads();
  const create = (index: number) => {
    const run = { id: `r${index}`, threadId: `t${index}`, stored };
    recent.change({ type: 'createRun', run, at: 0 });
    recent.beginWrite(new Set([run.threadId]));
    if (areWritten) recent.endWrite(new Set([run.threadId]));
  };
  for (let index = 0; index < count; index++) create(index);
  return { recent, create };
}

it('the least recently used run is not in memory any more', () => {
  const { recent } = recentOf(1_002);
  expect(recent.run('r0')).toBeUndefined();
  expect(recent.run('r2')).toMatchObject({ id: 'r2' });
});

it('a run that is asked for stays', () => {
  const { recent, create } = recentOf(1_000);
  recent.run('r0');
  for (let index = 1_000; index < 1_010; index++) create(index);
  expect(recent.run('r0')).toMatchObject({ id: 'r0' });
  expect(recent.run('r1')).toBeUndefined();
});

it('what is not written stays, whatever the bound', () => {
  const { recent } = recentOf(1_500, { areWritten: false });
  expect(recent.run('r0')).toMatchObject({ id: 'r0' });
  recent.endWrite(new Set(['t1']));
  recent.beginWrite(new Set(['t2']));
  expect(recent.run('r1')).toBeUndefined();
  expect(recent.run('r2')).toMatchObject({ id: 'r2' });
});

it('a queue that is known as a whole follows the runs that join and leave it', () => {
  const recent = new RecentThreads();
  recent.setHead('t', { active: undefined, queue: [], hasWholeQueue: true, queued: 0 });
  const run = (id: string) => ({ id, threadId: 't', stored });
  for (const id of ['a', 'b']) recent.change({ type: 'createRun', run: run(id), at: 0 });
  const running = { ...stored, state: 'running', attemptFence: 1 } as const;
  recent.change({ type: 'updateRun', run: { ...run('a'), stored: running }, at: 0 });
  expect(recent.head('t')).toMatchObject({ active: { id: 'a' }, queue: [{ id: 'b' }], queued: 1 });
  const completed = { ...stored, state: 'completed' } as const;
  recent.change({ type: 'updateRun', run: { ...run('a'), stored: completed }, at: 0 });
  expect(recent.head('t')?.active).toBeUndefined();
});
