/** The bound on attempts at once, and who is given a place. */
import { answer, hang, httpError, scripted } from '@perdure/providers/scripted';
import { memoryStore } from '@perdure/runtime/memory';
import { wrapStore } from '@perdure/runtime/store';
import { StoreWriteError } from '@perdure/thread';
import { describe, expect, it } from 'vitest';
import { hanging, patient } from './hanging.ts';
import { World } from './world.ts';

describe('attempts at once', () => {
  it('are at most maxConcurrentAttempts; the others begin in order as places become free', async () => {
    const world = new World('memory', { maxConcurrentAttempts: 3 });
    const { calls, provider } = hanging();
    const runtime = await world.start(provider);
    const ids = Array.from({ length: 10 }, (_, n) => `r${n}`);
    for (const id of ids) await runtime.thread(id).start({ prompt: 'Why?', runId: id });
    await world.untilIdle();
    expect(calls).toEqual(['r0', 'r1', 'r2']);
    await (await runtime.run('r5'))?.send({ type: 'run.cancel' });
    await (await runtime.run('r1'))?.send({ type: 'run.cancel' });
    await (await runtime.run('r2'))?.send({ type: 'run.cancel' });
    await (await runtime.run('r0'))?.send({ type: 'run.cancel' });
    await world.untilIdle();
    expect(calls).toEqual(['r0', 'r1', 'r2', 'r3', 'r4', 'r6']);
  });

  it('have the place of a run that is cancelled while its answer waits for the disk', async () => {
    const inner = memoryStore();
    const store = wrapStore(inner, {
      commit(writes) {
        if (writes.some((write) => write.type === 'endAttempt' && write.outcome === 'completed'))
          throw new StoreWriteError('full', undefined);
        return inner.commit(writes);
      },
    });
    const world = new World('memory', { store, maxConcurrentAttempts: 1 });
    const provider = scripted(answer('Yes.'), [hang]);
    const runtime = await world.start(provider);
    const first = await runtime.thread('a').start({ prompt: 'Why?' });
    await runtime.thread('b').start({ prompt: 'Why?' });
    await world.untilIdle();
    expect(provider.requests).toHaveLength(1);
    await first.send({ type: 'run.cancel' });
    await world.untilIdle();
    expect(provider.requests).toHaveLength(2);
  });

  it('have the place of a run whose end can never be recorded', async () => {
    const inner = memoryStore();
    let isBroken = false;
    let isWritable = true;
    const store = wrapStore(inner, {
      // What was not written is read again.
      commit(writes) {
        if (isWritable) return inner.commit(writes);
        isWritable = true;
        throw new StoreWriteError('io', new Error('disk I/O error'));
      },
      findQueuedRuns(threadId, limit) {
        if (isBroken && threadId === 'a') throw new Error('database disk image is malformed');
        return inner.findQueuedRuns(threadId, limit);
      },
    });
    const world = new World('memory', { store, maxConcurrentAttempts: 1 });
    const provider = scripted(answer('Yes.'), [hang]);
    const runtime = await world.start(provider);
    await runtime.thread('a').start({ prompt: 'Why?', runId: 'a' });
    isBroken = true;
    isWritable = false;
    await runtime.thread('b').start({ prompt: 'Why?', runId: 'b' });
    for (let second = 0; second < 20; second++) await world.pass(1_000);
    expect(world.store.findRun('a')?.stored.state).toBe('running');
    expect(provider.requests).toHaveLength(2);
  });

  it('are given to overdue waits by turns, whatever starts come', async () => {
    const world = new World('memory', { maxConcurrentAttempts: 2, timeouts: patient });
    const { calls, provider } = hanging();
    const runtime = await world.start(async function* (request) {
      if (request.runId === 'due' && request.retryCount === 0) throw httpError(503);
      yield* provider(request);
    });
    const start = (runId: string) => runtime.thread(runId).start({ prompt: 'Why?', runId });
    await start('due');
    await world.untilIdle();
    for (const id of ['n0', 'n1', 'n2', 'n3']) await start(id);
    await world.pass(60_000);
    for (let turn = 0; turn < 4; turn++) {
      await start(`n${4 + turn}`);
      await (await runtime.run(calls[turn] ?? ''))?.send({ type: 'run.cancel' });
      await world.pass(1_000);
    }
    expect(calls).toEqual(['n0', 'n1', 'n2', 'n3', 'due', 'n4']);
  });

  it('leave overdue waits in the store, but one that waits for a place', async () => {
    const world = new World('memory', { maxConcurrentAttempts: 2 });
    const runtime = await world.start(scripted([httpError(503)]));
    const ids = ['a', 'b', 'c', 'd'];
    for (const id of ids) await runtime.thread(id).start({ prompt: 'Why?', runId: id });
    await world.untilIdle();
    const { calls, provider } = hanging();
    const next = await world.restart(provider, { asleepMs: 60_000 });
    await world.pass(0);
    await world.pass(0);
    expect(calls).toHaveLength(2);
    const others = ids.filter((id) => !calls.includes(id));
    const states = await Promise.all(
      others.map(async (id) => (await next.run(id))?.getSnapshot().value),
    );
    expect(states.sort()).toEqual(['retrying', 'running']);
    for (const ended of [0, 1]) {
      await (await next.run(calls[ended] ?? ''))?.send({ type: 'run.cancel' });
      await world.pass(0);
      expect(calls).toHaveLength(3 + ended);
    }
  });

  it.each([0, 1.5, Number.NaN])('are not %s', async (maxConcurrentAttempts) => {
    const world = new World('memory', { maxConcurrentAttempts });
    await expect(world.start(hanging().provider)).rejects.toThrow(RangeError);
    world.runtime = undefined as never;
  });
});
