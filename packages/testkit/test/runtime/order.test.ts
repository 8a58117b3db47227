/** Record first, then tell (G1), then act (G2); one run at a time (G3). */
import { answer, scripted } from '@perdure/providers/scripted';
import type { Store } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { describe, expect, it } from 'vitest';
import { stores, World } from './world.ts';

/** Notes each commit in `order`, by what it records. */
function noting(order: string[]): Store {
  const store = memoryStore();
  return {
    ...store,
    commit(writes) {
      const recorded = store.commit(writes);
      order.push(...recorded.map(({ type }) => `recorded ${type}`));
      return recorded;
    },
  };
}

/** Counts its transactions. */
function counting(): { store: Store; count: () => number } {
  const inner = memoryStore();
  let commits = 0;
  const commit: Store['commit'] = (writes) => {
    commits++;
    return inner.commit(writes);
  };
  return { store: { ...inner, commit }, count: () => commits };
}

describe('in the order of things', () => {
  it('an event is recorded before it is told, and an attempt before it is made', async () => {
    const order: string[] = [];
    const world = new World('memory', { store: noting(order) });
    const play = scripted(answer('Yes.'));
    const runtime = await world.start((request) => {
      order.push('called');
      return play(request);
    });
    const thread = runtime.thread('t1');
    thread.events$.subscribe(({ type }) => {
      if (type !== 'message.delta') order.push(`told ${type}`);
    });
    await (await thread.start({ prompt: 'Why?' })).done();

    const first = (what: string) => order.indexOf(what);
    for (const type of ['run.queued', 'message.completed', 'attempt.started', 'run.completed']) {
      expect(first(`recorded ${type}`)).toBeGreaterThanOrEqual(0);
      expect(first(`told ${type}`)).toBeGreaterThan(first(`recorded ${type}`));
    }
    expect(first('called')).toBeGreaterThan(first('recorded attempt.started'));
  });

  it('a start that could not be recorded is neither told nor made', async () => {
    const store: Store = {
      ...memoryStore(),
      commit() {
        throw new Error('disk full');
      },
    };
    const provider = scripted(answer('Yes.'));
    const world = new World('memory', { store });
    const thread = (await world.start(provider)).thread('t1');
    const told: string[] = [];
    thread.events$.subscribe(({ type }) => told.push(type));
    await expect(thread.start({ prompt: 'Why?' })).rejects.toThrow('disk full');
    await world.quiet();
    expect(told).toEqual([]);
    expect(provider.requests).toEqual([]);
  });

  it('a log that throws keeps nothing else of the turn from being done', async () => {
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

  it('a history that cannot be read is how the attempt ends', async () => {
    const store: Store = {
      ...memoryStore(),
      history() {
        throw new Error('disk I/O error');
      },
    };
    const provider = scripted(answer('Yes.'));
    const thread = (await new World('memory', { store }).start(provider)).thread('t1');
    const { status, failure } = await (await thread.start({ prompt: 'Why?' })).done();
    expect([status, failure?.message]).toEqual(['failed', 'disk I/O error']);
    expect(provider.requests).toEqual([]);
  });

  it('one that is refused does not keep the rest of its turn from being one transaction', async () => {
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
    expect(world.words('t2')).toEqual([]);
  });

  it('what many runs did in one turn is one transaction', async () => {
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

  it('what more did than a transaction is to hold is for the turns that follow, in order', async () => {
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
  it('runs of one thread follow one another, each knowing what came before', async () => {
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

  it('a log of more than a page is read whole', async () => {
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
    expect(() => world.store.commit([{ type: 'updateRun', run: forced, at: 0 }])).toThrow();
  });
});
