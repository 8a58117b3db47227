/** What is old is pruned while runs go on: views stay as they are, and readers that were away are told (G7, G8). */
import { answer, hang, httpError, say, scripted } from '@perdure/providers/scripted';
import { isPruned, type ThreadView } from '@perdure/thread';
import { describe, expect, it } from 'vitest';
import { LaterStore } from './later-store.ts';
import { stores, World } from './world.ts';

const timeouts = { firstChunkMs: Infinity, idleMs: Infinity };
const retention = { keptMs: 600_000, everyMs: 60_000 };

/** A view without what is pruned: the attempts of its runs, and how many retries they might have used. */
const lasting = ({ seq, messages, runs, held }: ThreadView) => ({
  seq,
  messages,
  held,
  runs: runs.map(({ attempts: _, maxRetries: __, ...run }) => run),
});

describe.each(stores)('on the %s store', (name) => {
  /** A thread with a retry, an edit, a failed half and a cancelled run. */
  async function history() {
    const world = new World(name, { retention, timeouts, policy: { maxRetries: 1 } });
    const provider = scripted(
      answer('One.'),
      [...say('Half'), httpError(503)],
      answer('Two.'),
      answer('Edited.'),
      [...say('Half of it'), httpError(401)],
      [hang],
      answer('Last.'),
    );
    const thread = (await world.start(provider)).thread('t1');
    for (const runId of ['1', '2']) {
      await thread.start({ prompt: runId, runId, model: 'm' });
      await world.untilIdle();
      await world.pass(5_000);
    }
    await thread.start({ prompt: 'better', runId: '3', replaces: '2' });
    await world.pass(1_000);
    await thread.start({ prompt: '4', runId: '4' });
    await world.pass(1_000);
    const run = await thread.start({ prompt: '5', runId: '5' });
    await world.untilIdle();
    return { world, thread, run };
  }

  it('a view is the same before and after, for one that stays, comes back, or is new', async () => {
    const { world, thread, run } = await history();
    await run.send({ type: 'run.cancel' });
    const reader = world.runtime.thread('t1');
    reader.subscribe(() => {});
    const before = lasting(thread.getSnapshot());
    const { length } = world.types();
    for (let minute = 0; minute < 12; minute++) await world.pass(60_000);
    expect(length).toBeGreaterThan(30);
    expect(world.types()).toEqual(['run.cancelled']);
    const fresh = () => lasting(world.runtime.thread('t1').getSnapshot());
    expect(fresh()).toEqual(before);
    expect([lasting(reader.getSnapshot()), lasting(thread.getSnapshot())]).toEqual([
      before,
      before,
    ]);
    const next = await thread.start({ prompt: '6' });
    await next.done();
    const after = lasting(thread.getSnapshot());
    expect(after.runs).toHaveLength(before.runs.length + 1);
    expect([fresh(), lasting(reader.getSnapshot())]).toEqual([after, after]);
    await world.restart(scripted(answer('Never.')));
    expect(fresh()).toEqual(after);
    expect(world.errors).toEqual([]);
  });

  it('nothing is pruned in a thread while a run of it is under way', async () => {
    const { world, run } = await history();
    const before = world.types();
    for (let minute = 0; minute < 12; minute++) await world.pass(60_000);
    expect(run.getSnapshot().value).toBe('running');
    expect(world.types()).toEqual(before);
  });

  it('a reader that was away is given the view, and then the events that are there', async () => {
    const { world, thread, run } = await history();
    await run.send({ type: 'run.cancel' });
    const { seq } = thread.getSnapshot();
    for (let minute = 0; minute < 12; minute++) await world.pass(60_000);
    await (await thread.start({ prompt: '6' })).done();
    const told = (from: number) => {
      const items: [string, number?][] = [];
      thread
        .stream({ seq: from })
        .subscribe((item) => items.push(isPruned(item) ? ['pruned', item.seq] : ['event']));
      return items;
    };
    const there = world.types().map((): [string] => ['event']);
    for (const from of [0, 5, seq - 2]) expect(told(from)).toEqual([['pruned', seq - 1], ...there]);
    expect(told(seq - 1)).toEqual(there);
    expect(told(seq)).toEqual(there.slice(1));
    expect((await thread.events(5))[0]?.seq).toBe(seq);
  });
});

it('a store that answers later prunes too, and a step that fails is told and done again', async () => {
  const later = new LaterStore();
  let fails = 1;
  const prune: typeof later.inner.prune = (options) => {
    if (fails-- > 0) throw new Error('No.');
    return later.inner.prune(options);
  };
  const store = { ...later.store, prune: async (options: never) => prune(options) };
  const world = new World('memory', { store: store as never, retention });
  const thread = (await world.start(scripted(answer('Yes.')))).thread('t1');
  await (await thread.start({ prompt: 'Why?' })).done();
  for (let minute = 0; minute < 13; minute++) await world.pass(60_000);
  expect(later.inner.events('t1', 0, 9).map(({ type }) => type)).toEqual(['run.completed']);
  expect(world.errors).toHaveLength(1);
  const fresh = world.runtime.thread('t1');
  fresh.subscribe(() => {});
  await world.untilIdle();
  expect(fresh.getSnapshot().messages).toHaveLength(2);
});

it('a pass goes on where the step before it has ended', async () => {
  const world = new World('memory', { retention });
  const runtime = await world.start(scripted(answer('Yes.')));
  const ids = Array.from({ length: 450 }, (_, at) => `t${at}`);
  const starts = ids.map((id) => runtime.thread(id).start({ prompt: 'Why?' }));
  await Promise.all((await Promise.all(starts)).map((run) => run.done()));
  for (let minute = 0; minute < 13; minute++) {
    await world.pass(60_000);
    for (let step = 0; step < 20; step++) await world.pass(100);
  }
  for (let step = 0; step < 30; step++) await world.pass(100);
  expect(ids.filter((id) => world.types(id).length > 1)).toEqual([]);
});

it.each([{ keptMs: 0 }, { everyMs: 10 }, { days: 30 }])('%j is refused', async (wrong) => {
  const world = new World('memory', { retention: wrong as never });
  await expect(world.start(scripted([hang]))).rejects.toThrow(/retention/);
});
