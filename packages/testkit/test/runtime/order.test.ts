/**
 * Tests of the order: an event is recorded before it is shown (G1) and before its effect starts (G2). One run is active
 * at a time (G3).
 */
import { answer, scripted } from '@perdure/providers/scripted';
import { memoryStore } from '@perdure/runtime/memory';
import { type AtOnceStore, type LocalStore, wrapStore } from '@perdure/runtime/store';
import { describe, expect, it } from 'vitest';
import { stores, World } from './world.ts';

/** A store that adds what each commit records to `order`. */
function noting(order: string[]): LocalStore {
  const store = memoryStore();
  return wrapStore(store, {
    commit(writes) {
      const committed = store.commit(writes);
      order.push(...committed.recorded.map(({ type }) => `recorded ${type}`));
      return committed;
    },
  });
}

/** A store that counts its transactions. */
function counting(): { store: LocalStore; count: () => number } {
  const inner = memoryStore();
  let commits = 0;
  const commit: AtOnceStore['commit'] = (writes) => {
    commits++;
    return inner.commit(writes);
  };
  return { store: wrapStore(inner, { commit }), count: () => commits };
}

describe('the order of a batch', () => {
  it('an event is recorded before it is shown, and an attempt before it starts', async () => {
    const order: string[] = [];
    const world = new World('memory', { store: noting(order) });
    const play = scripted(answer('Yes.'));
    const runtime = await world.start((request) => {
      order.push('called');
      return play(request);
    });
    const thread = runtime.thread('t1');
    thread.events$.subscribe(({ type }) => {
      if (type !== 'message.delta') order.push(`shown ${type}`);
    });
    await (await thread.start({ prompt: 'Why?' })).done();

    const first = (what: string) => order.indexOf(what);
    for (const type of ['run.queued', 'message.completed', 'attempt.started', 'run.completed']) {
      expect(first(`recorded ${type}`)).toBeGreaterThanOrEqual(0);
      expect(first(`shown ${type}`)).toBeGreaterThan(first(`recorded ${type}`));
    }
    expect(first('called')).toBeGreaterThan(first('recorded attempt.started'));
  });

  it('a start that cannot be recorded is not shown, and starts no attempt', async () => {
    const store = wrapStore(memoryStore(), {
      commit() {
        throw new Error('disk full');
      },
    });
    const provider = scripted(answer('Yes.'));
    const world = new World('memory', { store });
    const thread = (await world.start(provider)).thread('t1');
    const shown: string[] = [];
    thread.events$.subscribe(({ type }) => shown.push(type));
    await expect(thread.start({ prompt: 'Why?' })).rejects.toThrow('disk full');
    await world.untilIdle();
    expect(shown).toEqual([]);
    expect(provider.requests).toEqual([]);
  });

  it('an `onEvent` that throws does not keep the rest of the batch from being released', async () => {
    const onEvent = () => {
      throw new Error('the log is full');
    };
    const world = new World('memory', { onEvent });
    const thread = (await world.start(scripted(answer('Yes.')))).thread('t1');
    expect(await (await thread.start({ prompt: 'Why?' })).done()).toMatchObject({
      status: 'completed',
    });
    expect(world.errors).toContainEqual(new Error('the log is full'));
  });

  it('a history that cannot be read fails the attempt', async () => {
    const store = wrapStore(memoryStore(), {
      history() {
        throw new Error('disk I/O error');
      },
    });
    const provider = scripted(answer('Yes.'));
    const thread = (await new World('memory', { store }).start(provider)).thread('t1');
    const { status, failure } = await (await thread.start({ prompt: 'Why?' })).done();
    expect([status, failure?.message]).toEqual(['failed', 'disk I/O error']);
    expect(provider.requests).toEqual([]);
  });

  it('a plan that is refused leaves the rest of its batch one transaction', async () => {
    const { store, count } = counting();
    const world = new World('memory', { store });
    const runtime = await world.start(scripted([{ type: 'hang' }]));
    const started = await Promise.allSettled(
      ['t1', 't2', 't3'].map((thread) =>
        runtime.thread(thread).start({ prompt: thread, runId: thread === 't2' ? 't1' : thread }),
      ),
    );
    expect(started.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(started[1]).toMatchObject({ reason: { name: 'RunIdTakenError' } });
    expect(count()).toBe(1);
    expect(world.types('t2')).toEqual([]);
  });

  it('the plans of many runs in one event-loop turn are one transaction', async () => {
    const { store, count } = counting();
    const world = new World('memory', { store });
    const runtime = await world.start(scripted([{ type: 'hang' }]));
    await Promise.all(
      [...Array(20).keys()].map((n) => runtime.thread(`t${n}`).start({ prompt: 'Why?' })),
    );
    const thread = runtime.thread('one');
    await Promise.all(['1', '2', '3'].map((prompt) => thread.start({ prompt })));
    expect(count()).toBe(2);
  });

  it('plans beyond the 64 of a transaction go into the next ones, in order', async () => {
    const { store, count } = counting();
    const world = new World('memory', { store });
    const runtime = await world.start(scripted([{ type: 'hang' }]));
    const thread = runtime.thread('one');
    const prompts = [...Array(150).keys()].map(String);
    await Promise.all(prompts.map((prompt) => thread.start({ prompt, runId: prompt })));
    expect(count()).toBe(3);
    expect(thread.getSnapshot().runs.map(({ id }) => id)).toEqual(prompts);
  });
});

describe.each(stores)('on the %s store', (name) => {
  it('runs of one thread follow one another, each with the messages of those before', async () => {
    const provider = scripted(answer('One.'), answer('Two.'), answer('Three.'));
    const world = new World(name);
    const thread = (await world.start(provider)).thread('t1');
    const runs = await Promise.all(['1', '2', '3'].map((prompt) => thread.start({ prompt })));
    await Promise.all(runs.map((run) => run.done()));

    expect(provider.requests.map(({ messages }) => messages.length)).toEqual([1, 3, 5]);
    let active = 0;
    for (const { type } of world.log()) {
      if (type === 'run.started') active++;
      if (type === 'run.completed') active--;
      expect(active).toBeLessThanOrEqual(1);
    }
    expect(world.log().map((event) => 'seq' in event && event.seq)).toEqual(
      world.log().map((_, index) => index + 1),
    );
  });

  it('a log of more than one page is read to its end', async () => {
    const world = new World(name);
    const thread = (await world.start(scripted(answer('Yes.')))).thread('t1');
    const runs = [...Array(110).keys()].map((n) => thread.start({ prompt: `${n}` }));
    await Promise.all((await Promise.all(runs)).map((run) => run.done()));
    const seen: number[] = [];
    thread.events$.subscribe((item) => 'seq' in item && seen.push(item.seq));
    expect(seen.length).toBeGreaterThan(600);
    expect(seen).toEqual(world.log().map((_, index) => index + 1));
  });

  it('a queued run cannot be started from outside', async () => {
    const world = new World(name);
    const thread = (await world.start(scripted([{ type: 'hang' }]))).thread('t1');
    await thread.start({ prompt: '1' });
    const second = await thread.start({ prompt: '2' });
    expect(await second.send({ type: 'run.start' })).toEqual({
      accepted: false,
      reason: 'notApplicable',
    });
    expect(second.getSnapshot().value).toBe('queued');
  });

  it('a second active run of a thread cannot be written', async () => {
    const world = new World(name);
    const thread = (await world.start(scripted([{ type: 'hang' }]))).thread('t1');
    await thread.start({ prompt: '1' });
    const second = await thread.start({ prompt: '2' });
    const run = world.store.findRun(second.id);
    if (run === undefined) throw new Error('The second run is missing.');
    const forced = { ...run, stored: { ...run.stored, state: 'running' as const } };
    const commit = async () => world.store.commit([{ type: 'updateRun', run: forced, at: 0 }]);
    await expect(commit()).rejects.toThrow();
  });
});
