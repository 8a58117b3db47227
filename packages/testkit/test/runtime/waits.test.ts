/** Waits that were passed over: when they are tried again, and what they must not keep waiting (G6). */
import { answer, httpError, scripted } from '@perdure/providers/scripted';
import type { Clock } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { wrapStore } from '@perdure/runtime/store';
import { expect, it } from 'vitest';
import { World } from './world.ts';

/** The world's clock. Its wall clock is ahead by so many milliseconds. */
const shifted = (world: () => World, aheadMs: () => number): Clock => ({
  now: () => world().now + aheadMs(),
  elapsed: () => world().now,
  setTimeout: (callback, ms) => world().clock.setTimeout(callback, ms),
  clearTimeout: (timer) => world().clock.clearTimeout(timer),
  defer: (callback) => world().clock.defer(callback),
});

/** A world in which the wait of the run `bad` can't be fired until `mend` is called. `setBack` changes the wall clock. */
async function worldWithBadWait() {
  const inner = memoryStore();
  let isBad = false;
  let setBackMs = 0;
  const store = wrapStore(inner, {
    findRun(id) {
      if (isBad && id === 'bad') throw new SyntaxError('Unexpected end of JSON input');
      return inner.findRun(id);
    },
  });
  const world: World = new World('memory', {
    store,
    clock: shifted(
      () => world,
      () => -setBackMs,
    ),
  });
  const first = await world.start(scripted([httpError(503)]));
  await first.thread('t1').start({ prompt: 'Why?', runId: 'bad' });
  await world.untilIdle();
  await first.close();
  isBad = true;
  world.store = store;
  const runtime = await world.start(scripted([httpError(503)], answer('Yes.')));
  await world.pass(2_000);
  expect(world.errors).toHaveLength(1);
  // Read once more, the wait is passed over.
  await world.pass(0);
  return {
    world,
    runtime,
    mend: () => {
      isBad = false;
    },
    setBack: (ms: number) => {
      setBackMs = ms;
    },
  };
}

it('a wait that could not be fired is tried again after a second', async () => {
  const { world, runtime, mend } = await worldWithBadWait();
  mend();
  await world.pass(999);
  expect((await runtime.run('bad'))?.getSnapshot().context.retryCount).toBe(1);
  await world.pass(1);
  expect((await runtime.run('bad'))?.getSnapshot().context.retryCount).toBe(2);
});

it('a new wait keeps its time, though the wall clock was set back before one that was passed over', async () => {
  const { world, runtime, setBack } = await worldWithBadWait();
  setBack(1_000_000);
  const run = await runtime.thread('t2').start({ prompt: 'Why?' });
  await world.untilIdle();
  expect(run.getSnapshot().value).toBe('retrying');
  await world.pass(2_000);
  expect(run.getSnapshot().value).toBe('completed');
});

it('a wait ends at most 30 s late if the machine slept, in which timers stand still', async () => {
  let sleptMs = 0;
  const world: World = new World('memory', {
    clock: shifted(
      () => world,
      () => sleptMs,
    ),
  });
  const limited = httpError(429, 'Later.', { 'retry-after': '3600' });
  const runtime = await world.start(scripted([limited], answer('Yes.')));
  const run = await runtime.thread('t1').start({ prompt: 'Why?' });
  await world.untilIdle();
  expect(run.getSnapshot().value).toBe('parked');
  sleptMs = 4_000_000;
  await world.pass(30_000);
  expect(run.getSnapshot().value).toBe('completed');
});

it('a deadline that could not be read is read again after a pause, without another commit', async () => {
  const inner = memoryStore();
  let isUnreadable = true;
  const store = wrapStore(inner, {
    nextDeadline(after) {
      if (isUnreadable) throw new Error('disk I/O error');
      return inner.nextDeadline(after);
    },
  });
  const world = new World('memory', { store });
  const thread = (
    await world.start(
      scripted([httpError(503)], [httpError(503)], [httpError(503)], answer('Yes.')),
    )
  ).thread('t1');
  await thread.start({ prompt: 'Why?', runId: 'r1' });
  await world.untilIdle();
  expect(inner.findRun('r1')?.stored.state).toBe('retrying');
  for (const id of ['t2', 't3']) await world.runtime.thread(id).start({ prompt: 'And?' });
  await world.untilIdle();
  // One timer, however often it was set.
  expect(world.timers.size).toBe(1);
  isUnreadable = false;
  for (let second = 0; second < 60; second++) await world.pass(1_000);
  expect(inner.findRun('r1')?.stored.state).toBe('completed');
});
