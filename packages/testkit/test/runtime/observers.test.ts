/** Observers: one that throws is reported and breaks nobody else, and all of them are let go once it is over. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { answer, hang, httpError, scripted } from '@perdure/providers/scripted';
import type { Run } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { wrapStore } from '@perdure/runtime/store';
import { from, map, merge } from 'rxjs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type AnyActorRef, toPromise, waitFor } from 'xstate';
import { stores, World } from './world.ts';

/** What ended the process, if a test did not listen. */
function deaths(): unknown[] {
  const seen: unknown[] = [];
  const note = (error: unknown) => void seen.push(error);
  process.on('uncaughtException', note).on('unhandledRejection', note);
  onTestFinished(() => void process.off('uncaughtException', note).off('unhandledRejection', note));
  return seen;
}

const asActor = (run: Run) => run as unknown as AnyActorRef;
const boom = new Error('An observer that throws.');
const throws = () => {
  throw boom;
};
const rejects = async () => throws();
/** Long enough for timers of 0 ms, in which rxjs throws what it was thrown. */
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('an observer that throws', () => {
  it.each([throws, rejects])('reaches onError, and the others are told all: %o', async (fails) => {
    const died = deaths();
    const world = new World('memory', { onEvent: fails, trace: fails });
    const thread = (await world.start(scripted(answer('Yes.')))).thread('t1');
    const told: Record<string, number> = { events: 0, piped: 0, view: 0, run: 0, complete: 0 };
    const count = (what: string) => () => {
      told[what] = (told[what] ?? 0) + 1;
    };
    for (const each of [fails, count('events'), fails]) thread.events$.subscribe(each);
    thread.events$.pipe(map(({ type }) => type)).subscribe({ next: fails });
    thread.events$.pipe(map(throws)).subscribe(count('piped'));
    for (const each of [fails, count('view')]) thread.subscribe(each);
    const run = await thread.start({ prompt: 'Why?' });
    run.subscribe({ next: fails, complete: fails });
    run.subscribe({ next: count('run'), complete: count('complete') });
    expect(await run.done()).toMatchObject({ status: 'completed' });
    await world.runtime.close();
    await aMoment();
    expect(died).toEqual([]);
    expect(told).toMatchObject({ events: world.log().length + 1, piped: 0, run: 1, complete: 1 });
    expect(told.view).toBeGreaterThan(3);
    expect(new Set(world.errors)).toEqual(new Set([boom]));
    expect(world.errors.length).toBeGreaterThan(20);
  });

  it('stays subscribed', async () => {
    const world = new World('memory');
    const thread = (await world.start(scripted(answer('Yes.')))).thread('t1');
    const observer = vi.fn(throws);
    thread.events$.subscribe(observer);
    await (await thread.start({ prompt: 'Why?' })).done();
    expect(observer).toHaveBeenCalledTimes(world.log().length + 1);
  });

  it.each([throws, rejects])('may be onError itself: %o', async (fails) => {
    const died = deaths();
    const print = vi.spyOn(console, 'error').mockImplementation(() => {});
    onTestFinished(() => print.mockRestore());
    const world = new World('memory', { onError: fails });
    const thread = (await world.start(scripted(answer('Yes.')))).thread('t1');
    thread.events$.subscribe(throws);
    expect(await (await thread.start({ prompt: 'Why?' })).done()).toMatchObject({
      status: 'completed',
    });
    await aMoment();
    expect(died).toEqual([]);
    expect(print).toHaveBeenCalled();
  });

  it('an error of a stream that nobody takes is reported', async () => {
    const died = deaths();
    const world = new World('memory');
    const runtime = await world.start(scripted([hang]));
    runtime.thread('t1').stream({ seq: 9 }).subscribe();
    await aMoment();
    expect(died).toEqual([]);
    expect(world.errors).toEqual([expect.objectContaining({ name: 'UnknownPositionError' })]);
  });
});

describe('a promise that nobody awaits', () => {
  it('does not end the process, whatever rejects it', async () => {
    const died = deaths();
    const world = new World('memory');
    const runtime = await world.start(scripted([hang]));
    const thread = runtime.thread('t1');
    const run = await thread.start({ prompt: 'Why?' });
    const file = { data: new Uint8Array([1]) };
    const kept = [run.done(), thread.start({ prompt: [{ type: 'file', ...file }] })];
    kept.push(thread.upload(file) as never, thread.send('nobody', { type: 'run.cancel' }) as never);
    await runtime.close();
    kept.push(thread.start({ prompt: 'And why?' }), run.done(), thread.upload(file) as never);
    kept.push(run.send({ type: 'run.cancel' }) as never);
    await aMoment();
    expect(died).toEqual([]);
    const results = await Promise.allSettled(kept);
    expect(results.map(({ status }) => status)).toEqual(kept.map(() => 'rejected'));
  });
});

describe.each(stores)('on the %s store, a run from outside', (name) => {
  const start = async (provider = scripted(answer('Yes.'))) => {
    const world = new World(name);
    const run = await (await world.start(provider)).thread('t1').start({ prompt: 'Why?' });
    return { world, run };
  };

  it('completes its observers once, after its last snapshot', async () => {
    const { run } = await start();
    const told: unknown[] = [];
    run.subscribe({
      next: ({ status }) => told.push(status),
      complete: () => told.push('complete'),
      error: (error) => told.push(error),
    });
    await run.done();
    expect(told).toEqual(['done', 'complete']);
    run.subscribe({ next: throws, complete: () => told.push('at once') });
    expect(told.at(-1)).toBe('at once');
  });

  it('is an actor for toPromise and waitFor, before its end and after it', async () => {
    const { run } = await start(scripted([httpError(503)], answer('Yes.')));
    const early = [
      toPromise(asActor(run)),
      waitFor(asActor(run), ({ status }) => status === 'done'),
    ];
    await run.send({ type: 'run.retryNow' });
    await waitFor(asActor(run), ({ value }) => value === 'retrying');
    await run.send({ type: 'run.retryNow' });
    const output = await run.done();
    expect(await early[0]).toEqual(output);
    expect(await early[1]).toMatchObject({ value: 'completed', output });
    expect(await toPromise(asActor(run))).toEqual(output);
    await expect(waitFor(asActor(run), () => false)).rejects.toThrow('terminated');
  });

  it('tells an observer that the runtime has ended first, and completes none', async () => {
    const { world, run } = await start(scripted([hang]));
    const promise = toPromise(asActor(run));
    const complete = vi.fn();
    run.subscribe({ complete });
    await world.runtime.close();
    const closed = expect.objectContaining({ name: 'RuntimeClosedError' });
    await expect(promise).rejects.toEqual(closed);
    await expect(toPromise(asActor(run))).rejects.toEqual(closed);
    expect(complete).not.toHaveBeenCalled();
    expect(world.errors).toEqual([]);
  });

  it('gives the same snapshot until it changes, because useSelector compares them', async () => {
    const { run } = await start(scripted([hang]));
    expect(run.getSnapshot()).toBe(run.getSnapshot());
  });

  it('completes the observers of its thread at the end of the runtime', async () => {
    const { world } = await start();
    const thread = world.runtime.thread('t1');
    const told: string[] = [];
    const end = (who: string) => ({ next: () => {}, complete: () => told.push(who) });
    thread.subscribe(end('view'));
    merge(thread.events$, from([])).subscribe(end('events'));
    await world.runtime.close();
    expect(told.sort()).toEqual(['events', 'view']);
    thread.subscribe(end('late'));
    expect(told.at(-1)).toBe('late');
  });
});

describe('once it is over', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;

  /** Subscribes with objects that only the runtime refers to. */
  function subscribe(subscribers: ((seen: () => object) => unknown)[]): WeakRef<object>[] {
    return subscribers.map((subscribeOne) => {
      const seen = {};
      subscribeOne(() => seen);
      return new WeakRef(seen);
    });
  }
  const left = async (refs: WeakRef<object>[]) => {
    await aMoment();
    collect();
    return refs.filter((ref) => ref.deref() !== undefined).length;
  };

  it('a run keeps no observer, and neither does a reader that has gone', async () => {
    const world = new World('memory');
    const thread = (await world.start(scripted([hang]))).thread('t1');
    const run = await thread.start({ prompt: 'Why?' });
    const observers = subscribe([
      (seen) => run.subscribe(() => void seen()),
      (seen) => run.subscribe({ complete: () => void seen() }),
      (seen) => run.done().then(() => seen()),
    ]);
    const readers = subscribe([
      (seen) => thread.events$.subscribe(() => void seen()).unsubscribe(),
      (seen) => thread.subscribe(() => void seen()).unsubscribe(),
      (seen) => run.subscribe(() => void seen()).unsubscribe(),
    ]);
    expect(await left(readers)).toBe(0);
    expect(await left(observers)).toBe(3);
    await run.send({ type: 'run.cancel' });
    expect(await left(observers)).toBe(0);
  });

  it('a runtime keeps no subscriber', async () => {
    const world = new World('memory');
    const runtime = await world.start(scripted([hang]));
    const thread = runtime.thread('t1');
    const run = await thread.start({ prompt: 'Why?' });
    const observers = subscribe([
      (seen) => run.subscribe(() => void seen()),
      (seen) => thread.events$.subscribe(() => void seen()),
      (seen) => thread.subscribe(() => void seen()),
    ]);
    await runtime.close();
    expect(await left(observers)).toBe(0);
    expect(run.getSnapshot().value).toBe('retrying');
  });

  it('a stream that failed in the middle of its replay leaves nothing subscribed', async () => {
    let isBroken = false;
    const inner = memoryStore();
    const events: typeof inner.events = (threadId, after, limit) => {
      if (isBroken && after === 2) throw new Error('disk I/O error (read)');
      return inner.events(threadId, after, limit);
    };
    const world = new World('memory', { store: wrapStore(inner, { events }) });
    const thread = (await world.start(scripted(answer('Yes.')))).thread('t1');
    await (await thread.start({ prompt: 'Why?' })).done();
    isBroken = true;
    const errors: unknown[] = [];
    const next = vi.fn();
    const reader = thread.stream({ seq: 2 }).subscribe({ next, error: (e) => errors.push(e) });
    expect([reader.closed, errors.length]).toEqual([true, 1]);
    expect(() => thread.subscribe(() => {})).not.toThrow();
    isBroken = false;
    await (await thread.start({ prompt: 'And why?' })).done();
    expect(next).not.toHaveBeenCalled();
  });
});
