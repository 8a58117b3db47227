/** A thread that is forgotten: what is told, what ends, what races with it, and what a crash leaves (G1, G8, G9). */
import { answer, hang, httpError, say, scripted } from '@perdure/providers/scripted';
import { StoreWriteError, textOf } from '@perdure/thread';
import { describe, expect, it } from 'vitest';
import { LaterStore } from './later-store.ts';
import { stores, World } from './world.ts';

const cancel = { type: 'run.cancel' } as const;

/** Says how a promise has settled. */
const outcome = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'resolved',
    (error: Error) => error.name,
  );

describe.each(stores)('on the %s store', (name) => {
  it('stops the attempt, drops the timers, and ends what was held on its runs', async () => {
    const provider = scripted([...say('Half an'), hang]);
    const world = new World(name);
    const thread = (await world.start(provider)).thread('t1');
    const timers = world.timers.size;
    const run = await thread.start({ prompt: 'Why?', runId: 'r1' });
    const queued = await thread.start({ prompt: 'And then?' });
    await world.untilIdle();
    const told: unknown[] = [];
    run.subscribe({ error: (error) => told.push((error as Error).name) });
    thread.events$.subscribe({ error: (error) => told.push((error as Error).name) });
    const ends = [run, queued].map((handle) => outcome(handle.done()));
    await thread.forget();
    expect(provider.requests[0]?.signal.aborted).toBe(true);
    expect(told).toEqual(['UnknownRunError', 'UnknownPositionError']);
    expect(await Promise.all(ends)).toEqual(['UnknownRunError', 'UnknownRunError']);
    expect(await outcome(run.done())).toBe('UnknownRunError');
    expect(await outcome(run.send(cancel))).toBe('UnknownRunError');
    expect(run.getSnapshot().value).toBe('running');
    expect(await world.runtime.run('r1')).toBeUndefined();
    expect(await world.runtime.threads()).toEqual([]);
    expect(thread.getSnapshot()).toMatchObject({ seq: 0, messages: [], runs: [] });
    await world.pass(10_000);
    expect(world.timers.size).toBe(timers);
    expect([world.types(), provider.requests.length, world.errors]).toEqual([[], 1, []]);
  });

  it('a wait never ends, and its run may begin anew under its id', async () => {
    const provider = scripted([httpError(503)], answer('Anew.'));
    const world = new World(name);
    const thread = (await world.start(provider)).thread('t1');
    const former = await thread.start({ prompt: 'Why?', runId: 'r1' });
    await world.untilIdle();
    expect(world.store.nextDeadline()).toBeDefined();
    await thread.forget();
    await world.pass(100_000);
    expect([provider.requests.length, world.store.nextDeadline()]).toEqual([1, undefined]);
    const run = await thread.start({ prompt: 'Why not?', runId: 'r1' });
    expect((await run.done()).status).toBe('completed');
    expect([former.getSnapshot().value, run.getSnapshot().value]).toEqual([
      'retrying',
      'completed',
    ]);
  });

  it('an attempt that waits for a place gives it up', async () => {
    const provider = scripted([hang], answer('Other.'));
    const world = new World(name, { maxConcurrentAttempts: 1 });
    const runtime = await world.start(provider);
    await runtime.thread('t1').start({ prompt: '1' });
    await runtime.thread('t2').start({ prompt: '2', runId: 'waits' });
    const other = await runtime.thread('t3').start({ prompt: '3' });
    await world.untilIdle();
    await runtime.thread('t2').forget();
    await runtime.thread('t1').forget();
    expect((await other.done()).status).toBe('completed');
    expect(provider.requests.map(({ runId }) => runId)).not.toContain('waits');
  });

  it('calls of one event-loop turn keep their order', async () => {
    const world = new World(name);
    const thread = (await world.start(scripted(answer('Yes.')))).thread('t1');
    await (await thread.start({ prompt: '1', runId: 'r1' })).done();
    const calls = [
      thread.start({ prompt: '2', runId: 'before' }),
      thread.send('before', cancel),
      thread.forget(),
      thread.send('before', cancel),
      thread.start({ prompt: '3', runId: 'r1' }),
      thread.start({ prompt: '4', runId: 'after' }),
    ];
    expect(await Promise.all(calls.map(outcome))).toEqual([
      'resolved',
      'resolved',
      'resolved',
      'UnknownRunError',
      'resolved',
      'resolved',
    ]);
    await world.untilIdle();
    expect(thread.getSnapshot().messages.map(textOf)).toEqual(['3', 'Yes.', '4', 'Yes.']);
    expect(world.errors).toEqual([]);
  });

  it('a crash before it leaves the thread, and one after it nothing', async () => {
    const world = new World(name);
    let thread = (await world.start(scripted([hang]))).thread('t1');
    const run = await thread.start({ prompt: 'Why?', runId: 'r1' });
    world.die();
    expect(await outcome(thread.forget())).toBe('StoreWriteError');
    expect(run.getSnapshot().value).toBe('running');
    thread = (await world.restart(scripted(answer('Yes.')))).thread('t1');
    await world.pass(60_000);
    expect((await world.runtime.run('r1'))?.getSnapshot().value).toBe('completed');
    const { length } = world.types();
    await thread.forget();
    await world.restart(scripted(answer('Never.')));
    await world.pass(60_000);
    expect([world.types(), await world.runtime.threads()]).toEqual([[], []]);
    const last = world.runtime.thread('t1');
    await (await last.start({ prompt: 'Anew?' })).done();
    expect((await last.events(0))[0]?.seq).toBe(length + 2);
  });

  it('a reader with the position of a forgotten thread is not given the events of the next one', async () => {
    const world = new World(name);
    const thread = (await world.start(scripted(answer('Yes.')))).thread('t1');
    await (await thread.start({ prompt: '1' })).done();
    const { seq } = thread.getSnapshot();
    await thread.forget();
    const told = () => {
      let name: string | undefined;
      thread.stream({ seq }).subscribe({ error: (error: Error) => (name = error.name) });
      return name;
    };
    expect(told()).toBe('UnknownPositionError');
    for (const prompt of ['2', '3']) await (await thread.start({ prompt })).done();
    const events = await thread.events(seq);
    expect(events.map((event) => event.seq)).toEqual(events.map((_, at) => seq + 2 + at));
  });
});

describe('on a store that answers later', () => {
  async function laterWorld(...scenes: Parameters<typeof scripted>) {
    const later = new LaterStore();
    const provider = scripted(...scenes);
    const world = new World('memory', { store: later.store as never });
    world.waitsForStore = false;
    return { later, world, provider, thread: (await world.start(provider)).thread('a') };
  }

  it('nothing is told or stopped before it is written, and what was planned after it waits for it', async () => {
    const { later, world, thread, provider } = await laterWorld([hang]);
    await thread.start({ prompt: '1', runId: 'a' });
    await world.untilIdle();
    later.isAtOnce = false;
    const forgotten = outcome(thread.forget());
    const receipt = outcome(thread.send('a', cancel));
    const again = thread.start({ prompt: '2', runId: 'a' });
    await world.untilIdle();
    expect(provider.requests[0]?.signal.aborted).toBe(false);
    later.isAtOnce = true;
    later.write();
    expect(await Promise.all([forgotten, receipt])).toEqual(['resolved', 'UnknownRunError']);
    await again;
    await world.untilIdle();
    expect(provider.requests.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    expect(later.inner.history('a').map(textOf)).toEqual(['2']);
  });

  it('a wait that ends meanwhile begins no attempt', async () => {
    const { later, world, thread, provider } = await laterWorld([httpError(503)], answer('Never.'));
    await thread.start({ prompt: '1', runId: 'a' });
    await world.untilIdle();
    later.isAtOnce = false;
    const forgotten = thread.forget();
    await world.pass(10_000);
    later.isAtOnce = true;
    later.write();
    await forgotten;
    await world.pass(10_000);
    expect([provider.requests.length, later.inner.findRun('a')]).toEqual([1, undefined]);
  });

  it('if it fails, the run goes on, and what was planned after it is planned again', async () => {
    const { later, world, thread, provider } = await laterWorld([hang]);
    await thread.start({ prompt: '1', runId: 'a' });
    await world.untilIdle();
    later.refuse = (writes) => {
      if (writes[0]?.type === 'forgetThread') throw new StoreWriteError('full', new Error('full'));
    };
    const calls = [
      thread.forget(),
      thread.start({ prompt: '1', runId: 'a' }),
      thread.send('a', cancel),
    ];
    expect(await Promise.all(calls.map(outcome))).toEqual([
      'StoreWriteError',
      'resolved',
      'resolved',
    ]);
    expect(provider.requests).toHaveLength(1);
    expect(later.inner.findRun('a')?.stored.state).toBe('cancelled');
  });
});
