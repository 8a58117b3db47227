/** Orderly ends, and the quarantine of a run that ends the process (G6). */
import { answer, hang, httpError, say, scripted } from '@perdure/providers/scripted';
import { isFinalState } from '@perdure/run';
import type { Provider, RuntimeOptions } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { type LocalStore, wrapStore } from '@perdure/runtime/store';
import { describe, expect, it } from 'vitest';
import { hanging, patient } from './hanging.ts';
import { stores, World } from './world.ts';

describe.each(stores)('on the %s store, a runtime that is closed in good order', (name) => {
  it('hands its attempts over: a day of restarts uses up neither retries nor losses', async () => {
    const world = new World(name, { timeouts: patient });
    const { calls, provider } = hanging();
    const run = await (await world.start(provider)).thread('t1').start({ prompt: 'Why?' });
    for (let hour = 0; hour < 24; hour++) {
      await world.pass(3_600_000);
      const again = await (await world.closeAndStart(provider)).run(run.id);
      expect(again?.getSnapshot()).toMatchObject({
        value: 'retrying',
        context: {
          totalRetryCount: 0,
          lossCount: 0,
          suspicion: 0,
          failure: { code: 'runtime_closed' },
        },
      });
      await world.pass(1_000);
    }
    expect(calls).toHaveLength(25);
    const runtime = await world.closeAndStart(scripted(answer('Yes.')));
    await world.pass(1_000);
    expect(await (await runtime.run(run.id))?.done()).toMatchObject({ status: 'completed' });
  });

  it('keeps a queue behind a run that interrupts', async () => {
    const world = new World(name, { policy: { onLost: 'interrupt' } });
    const thread = (await world.start(scripted([hang]))).thread('t1');
    await thread.start({ prompt: '1', runId: 'first' });
    await thread.start({ prompt: '2', runId: 'second' });
    const runtime = await world.closeAndStart(scripted(answer('Two.')));
    expect((await runtime.run('first'))?.getSnapshot().value).toBe('interrupted');
    expect(await (await runtime.run('second'))?.done()).toMatchObject({ status: 'completed' });
  });
});

describe.each(stores)('on the %s store, the runs that were under way', (name) => {
  it.each([
    ['at a crash', 'restart'],
    ['at the close', 'closeAndStart'],
  ] as const)('%s do not all come back at the same time', async (_, end) => {
    let count = 0;
    const world = new World(name, { random: () => (count++ % 10) / 10 });
    const runtime = await world.start(scripted([hang]));
    const ids = Array.from({ length: 5 }, (_, n) => `r${n}`);
    for (const id of ids) await runtime.thread(id).start({ prompt: 'Why?', runId: id });
    const next = await world[end](scripted([hang]));
    const waits = await Promise.all(
      ids.map(async (id) => (await next.run(id))?.getSnapshot().context.wait?.ms),
    );
    expect(new Set(waits).size).toBe(5);
  });
});

describe('a runtime that drains', () => {
  it('lets attempts end, begins none, and closes once they have ended', async () => {
    const world = new World('memory');
    let finish = () => {};
    const calls: string[] = [];
    const runtime = await world.start(async function* ({ runId }) {
      calls.push(runId);
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      yield { type: 'text', text: 'Yes.' };
      yield { type: 'finish', reason: 'stop' };
    });
    const run = await runtime.thread('t1').start({ prompt: '1' });
    const drained = runtime.drain();
    expect(runtime.drain()).toBe(drained);
    await runtime.thread('t2').start({ prompt: '2', runId: 'late' });
    await world.untilIdle();
    expect(calls).toEqual([run.id]);
    finish();
    await drained;
    expect(world.store.findRun(run.id)?.stored.state).toBe('completed');
    expect(world.store.findRun('late')?.stored).toMatchObject({
      state: 'retrying',
      context: { retryCount: 0, lossCount: 0 },
    });
    await expect(runtime.thread('t3').start({ prompt: '3' })).rejects.toThrow();
  });

  it('closes after the time that it is given', async () => {
    const world = new World('memory');
    const runtime = await world.start(hanging().provider);
    const run = await runtime.thread('t1').start({ prompt: '1' });
    await world.untilIdle();
    const drained = runtime.drain({ withinMs: 5_000 });
    await world.pass(4_999);
    expect(world.store.findRun(run.id)?.stored.state).toBe('running');
    await world.pass(1);
    await drained;
    expect(world.store.findRun(run.id)?.stored.state).toBe('retrying');
  });

  it('waits for ever if it is told so, without a timer that Node fires at once', async () => {
    const delays: number[] = [];
    const options: Partial<Omit<RuntimeOptions, 'store'>> = { timeouts: patient };
    const world = new World('memory', options);
    const { clock } = world;
    const setTimeout = (callback: () => void, ms: number) => {
      delays.push(ms);
      return clock.setTimeout(callback, ms);
    };
    options.clock = { ...clock, setTimeout };
    const runtime = await world.start(hanging().provider);
    const run = await runtime.thread('t1').start({ prompt: '1' });
    const drained = runtime.drain({ withinMs: Infinity });
    await world.pass(3_600_000);
    expect(Math.max(...delays)).toBeLessThan(2 ** 31);
    await run.send({ type: 'run.cancel' });
    await drained;
    expect(world.store.findRun(run.id)?.stored.state).toBe('cancelled');
  });

  it.each([
    ['withinMs', { withinMs: -1 }],
    ['withinMs', { withinMs: 2 ** 31 }],
    ['withinMs', { withinMs: Number.NaN }],
    ['withinMs', { withinMs: null }],
    ['withinMs', { withinMs: '5' }],
    ['within', { within: 5 }],
    ['options', null],
    ['options', 5_000],
  ])('refuses %s: %o, and goes on', async (option, options) => {
    const runtime = await new World('memory').start(scripted(answer('Yes.')));
    const drained = runtime.drain(options as never);
    await expect(drained).rejects.toMatchObject({ name: 'InvalidOptionError', option });
    const run = await runtime.thread('t1').start({ prompt: '1' });
    expect(await run.done()).toMatchObject({ status: 'completed' });
  });
});

describe('a run that ends the process each time it is under way', () => {
  it.each([
    ['shorter', 500, 2_000],
    ['longer', 20_000, 2_000],
    ['much shorter, beside runs that last', 500, 120_000],
  ])(
    'is told apart from sound ones, though it lives %s',
    async (_, livesMs, soundMs) => {
      const world = new World('memory', { timeouts: patient });
      let dies = false;
      const provider: Provider = async function* ({ runId, signal }) {
        const wait = (ms: number) =>
          new Promise((resolve) => world.clock.setTimeout(() => resolve(0), ms));
        await wait(runId === 'culprit' ? livesMs : soundMs);
        if (signal.aborted) return;
        if (runId === 'culprit') {
          dies = true;
          return await new Promise<never>(() => {});
        }
        yield { type: 'text', text: 'Yes.' };
        yield { type: 'finish', reason: 'stop' };
      };
      let runtime = await world.start(provider);
      const sound = ['a', 'b', 'c', 'd'];
      for (const id of ['culprit', ...sound])
        await runtime.thread(id).start({ prompt: 'Why?', runId: id });
      let crashes = 0;
      for (let second = 0; second < 6_000; second++) {
        await world.pass(500);
        const states = ['culprit', ...sound].map((id) => world.store.findRun(id)?.stored.state);
        if (states.every((state) => state !== undefined && isFinalState(state))) break;
        if (!dies) continue;
        dies = false;
        crashes++;
        runtime = await world.restart(provider);
      }
      const state = (id: string) => world.store.findRun(id)?.stored.state;
      expect(sound.map(state)).toEqual(['completed', 'completed', 'completed', 'completed']);
      expect(state('culprit')).toBe('interrupted');
      expect((await runtime.run('culprit'))?.getSnapshot().context.failure?.code).toBe(
        'process_lost',
      );
      expect(crashes).toBeLessThanOrEqual(8);
    },
    120_000,
  );

  it('is alone from when it begins, not from when it waits for a place', async () => {
    const world = new World('memory', {
      maxConcurrentAttempts: 1,
      policy: { baseMs: 1 },
      timeouts: patient,
    });
    const { calls, provider } = hanging();
    await (await world.start(provider)).thread('a').start({ prompt: 'Why?', runId: 'a' });
    await world.restart(provider);
    await world.pass(10);
    const runtime = await world.restart(provider);
    await runtime.thread('b').start({ prompt: 'Why?', runId: 'b' });
    await world.pass(10);
    await world.pass(600_000);
    expect(calls).toEqual(['a', 'a', 'b']);
    const lossCount = () => world.store.findRun('a')?.stored.context.lossCount;
    expect(lossCount()).toBe(2);
    await (await runtime.run('b'))?.send({ type: 'run.cancel' });
    await world.pass(29_999);
    expect(calls).toEqual(['a', 'a', 'b', 'a']);
    expect(lossCount()).toBe(2);
    await world.pass(1);
    expect(lossCount()).toBe(0);
  });

  it('may be tried at once by a person', async () => {
    const world = new World('memory', { policy: { baseMs: 1 } });
    const { calls, provider } = hanging();
    await (await world.start(provider)).thread('a').start({ prompt: 'Why?', runId: 'a' });
    await world.runtime.thread('b').start({ prompt: 'Why?', runId: 'b' });
    for (let crash = 0; crash < 2; crash++) {
      await world.restart(provider);
      await world.pass(10);
    }
    const under = () =>
      ['a', 'b'].filter((id) => world.store.findRun(id)?.stored.state === 'running');
    expect(under()).toHaveLength(1);
    const [held] = ['a', 'b'].filter((id) => !under().includes(id));
    await (await world.runtime.run(held ?? ''))?.send({ type: 'run.retryNow' });
    expect(under()).toHaveLength(2);
    expect(calls.length).toBeGreaterThan(4);
  });
});

describe('waits that cannot be fired', () => {
  it('keep no other wait from being fired, and are told once each', async () => {
    const inner = memoryStore();
    let bad = new Set<string>();
    const store: LocalStore = wrapStore(inner, {
      findRun(id) {
        if (bad.has(id)) throw new SyntaxError('Unexpected end of JSON input');
        return inner.findRun(id);
      },
    });
    const world = new World('memory', { store });
    const runtime = await world.start(scripted([httpError(503)]));
    const ids = Array.from({ length: 600 }, (_, n) => `bad${n}`);
    await Promise.all(
      [...ids, 'good'].map((runId) => runtime.thread(runId).start({ prompt: 'Why?', runId })),
    );
    for (let turn = 0; turn < 20; turn++) await world.untilIdle();
    await runtime.close();
    bad = new Set(ids);
    world.store = store;
    const next = await world.start(scripted(answer('Yes.')));
    for (let turn = 0; turn < 60; turn++) await world.pass(1_000);
    expect((await next.run('good'))?.getSnapshot().value).toBe('completed');
    expect(world.errors).toHaveLength(600);
  }, 60_000);
});

it('an answer that the store refuses for good ends its run, and is not tried for ever', async () => {
  const inner = memoryStore();
  const store = wrapStore(inner, {
    commit(writes) {
      if (writes.some((write) => write.type === 'putMessage' && write.message.role === 'assistant'))
        throw new Error('UNIQUE constraint failed: messages.id');
      return inner.commit(writes);
    },
  });
  const world = new World('memory', { store });
  const runtime = await world.start(scripted([...say('Yes.'), { type: 'finish', reason: 'stop' }]));
  const run = await runtime.thread('t1').start({ prompt: 'Why?' });
  for (let turn = 0; turn < 5; turn++) await world.pass(500);
  expect(run.getSnapshot()).toMatchObject({
    value: 'failed',
    context: { failure: { code: 'answer_not_recorded' } },
  });
  const told = world.errors.length;
  await world.pass(60_000);
  expect(world.errors).toHaveLength(told);
});
