/** The order of a thread's runs, as every store keeps it: who is next, who leaves, and in whose place (G3). */
import type { LocalStore, Write } from '@perdure/runtime/store';
import { describe, expect, it } from 'vitest';
import { createRun, openStore, storeNames } from './open-store.ts';

type Create = Extract<Write, { type: 'createRun' }>;

/** Creates a run, queued in `t1` behind `r1`. */
const create = (id: string, more: Partial<Create> = {}): Write => {
  const { run } = createRun as Create;
  return { ...(createRun as Create), run: { ...run, id }, ...more };
};

const set = (id: string, state: 'running' | 'cancelled' | 'completed', lastFence = 0): Write => {
  const { run } = createRun as Create;
  const stored = { ...run.stored, state, lastFence };
  return { type: 'updateRun', run: { ...run, id, stored }, at: 2 };
};

const queued = (store: LocalStore, limit = 99) =>
  store.findQueuedRuns('t1', limit).map(({ id }) => id);

describe.each(storeNames)('the %s store', (name) => {
  it('gives as many queued runs as it is asked for, in their order', () => {
    const store = openStore(name);
    store.commit(['a', 'b', 'c'].map((id) => create(id)));
    expect(queued(store)).toEqual(['r1', 'a', 'b', 'c']);
    expect(queued(store, 2)).toEqual(['r1', 'a']);
    store.commit([set('r1', 'running', 1), set('a', 'cancelled')]);
    expect(queued(store, 1)).toEqual(['b']);
    expect(store.findQueuedRuns('other', 1)).toEqual([]);
  });

  it('forgets a queued run once it is over, however many were before it', () => {
    const store = openStore(name);
    const ids = Array.from({ length: 300 }, (_, index) => `q${index}`);
    store.commit(ids.map((id) => create(id)));
    store.commit([
      set('r1', 'completed', 1),
      ...ids.slice(1, 299).map((id) => set(id, 'cancelled')),
    ]);
    for (let read = 0; read < 3; read++) expect(queued(store, 3)).toEqual(['q0', 'q299']);
    store.commit([set('q0', 'completed', 1), create('last')]);
    expect(queued(store)).toEqual(['q299', 'last']);
  });

  it('has higher places for later runs, and none for one that it does not know', () => {
    const store = openStore(name);
    store.commit(['a', 'b'].map((id) => create(id)));
    const places = ['r1', 'a', 'b'].map((id) => store.findPlace(id) ?? Number.NaN);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(new Set(places).size).toBe(3);
    expect(places.every((place) => Number.isInteger(place) && place < 2 ** 52)).toBe(true);
    expect(store.findPlace('unknown')).toBeUndefined();
  });

  it('gives a run the place of the one that it replaces, and keeps the queue behind it', () => {
    const store = openStore(name);
    store.commit(['a', 'b', 'c', 'd'].map((id) => create(id)));
    store.commit([set('r1', 'completed', 1), set('a', 'completed', 1), set('c', 'cancelled')]);
    expect(store.findLeaving('a')).toEqual(['a', 'c']);
    const place = store.findPlace('a');
    store.commit([create('new', { replaces: 'a', leaves: store.findLeaving('a') })]);
    expect(store.findPlace('new')).toBe(place);
    expect(queued(store)).toEqual(['new', 'b', 'd']);
    expect(['a', 'c'].map((id) => store.findPlace(id))).toEqual([undefined, undefined]);
    expect(store.findLeaving('a')).toEqual([]);
    expect(store.findLeaving('r1')).toEqual(['r1']);
  });

  it('replaces a run that has replaced another', () => {
    const store = openStore(name);
    store.commit([set('r1', 'completed', 1), create('a')]);
    store.commit([create('x', { replaces: 'r1', leaves: ['r1'] })]);
    store.commit([set('x', 'completed', 1)]);
    store.commit([create('y', { replaces: 'x', leaves: ['x'] })]);
    expect(queued(store)).toEqual(['y', 'a']);
    expect(store.findLeaving('r1')).toEqual([]);
  });

  it('says whether a later run has begun', () => {
    const store = openStore(name);
    store.commit([set('r1', 'completed', 1), create('a'), create('b')]);
    expect(store.hasBegunAfter('r1')).toBe(false);
    store.commit([set('a', 'cancelled')]);
    expect(store.hasBegunAfter('r1')).toBe(false);
    store.commit([set('b', 'running', 1)]);
    expect(['r1', 'a', 'b'].map((id) => store.hasBegunAfter(id))).toEqual([true, true, false]);
  });

  it('undoes a replacement whose transaction fails', () => {
    const store = openStore(name);
    store.commit([set('r1', 'completed', 1), create('a'), create('b')]);
    const writes = [create('new', { replaces: 'r1', leaves: ['r1'] }), create('c'), createRun];
    expect(() => store.commit(writes)).toThrow();
    expect(queued(store)).toEqual(['a', 'b']);
    expect(store.findLeaving('r1')).toEqual(['r1']);
    store.commit([create('c')]);
    expect(queued(store)).toEqual(['a', 'b', 'c']);
  });
});
