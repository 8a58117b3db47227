/** The contract of every store: a transaction is all or nothing, and event numbers have no gap. */
import { createCore } from '@perdure/core';
import { memoryStore } from '@perdure/runtime/memory';
import type { LocalStore, RunRecord, Write } from '@perdure/runtime/store';
import { beforeEach, describe, expect, it } from 'vitest';
import { sqliteStore } from '../src/index.ts';

const run: RunRecord = { id: 'r1', threadId: 't1', stored: createCore().begin({}).stored };
const create: Write = { type: 'createRun', run, at: 1 };
const event: Write = {
  type: 'appendEvent',
  threadId: 't1',
  runId: 'r1',
  fact: { type: 'run.queued' },
  at: 1,
};
const message = {
  id: 'm1',
  runId: 'r1',
  role: 'user',
  parts: [{ type: 'text', text: 'Why?' }],
  status: 'completed',
} as const;
const put: Write = {
  type: 'putMessage',
  threadId: 't1',
  message: { ...message, parts: [...message.parts] },
  attemptFence: null,
  at: 1,
};
const arm: Write = { type: 'armTimer', threadId: 't1', runId: 'r1', fence: 1, dueAt: 50 };

describe.each([
  ['memory', memoryStore],
  ['sqlite', () => sqliteStore(':memory:')],
])('the %s store', (_name, open) => {
  let store: LocalStore;
  beforeEach(() => {
    store = open();
    return () => store.close();
  });

  it('undoes a whole transaction that fails at its last write', () => {
    store.commit([create, event]);
    const changed = { ...run, stored: { ...run.stored, state: 'running' as const } };
    const writes: Write[] = [
      event,
      put,
      arm,
      { type: 'updateRun', run: changed, at: 2 },
      create, // exists already
    ];
    expect(() => store.commit(writes)).toThrow();
    expect(store.findRun('r1')).toEqual(run);
    expect(store.history('r1')).toEqual([]);
    expect(store.nextDeadline()).toBeUndefined();
    expect(store.events('t1', 0, 10).map(({ seq }) => seq)).toEqual([1]);
  });

  it('does not overwrite the message of another run that has the same id', () => {
    const other = { ...run, id: 'r2', threadId: 't2' };
    store.commit([create, put, { type: 'createRun', run: other, at: 2 }]);
    const again: Write = { ...put, message: { ...message, runId: 'r2', parts: [] } };
    expect(() => store.commit([again])).toThrow(/belongs to another run/);
    expect(store.history('r1')).toHaveLength(1);
  });

  it('leaves no gap in the numbers after a transaction that failed', async () => {
    store.commit([create, event]);
    expect(() => store.commit([event, event, create])).toThrow();
    expect((await store.commit([event, event])).recorded.map(({ seq }) => seq)).toEqual([2, 3]);
    expect(store.events('t1', 1, 10).map(({ seq }) => seq)).toEqual([2, 3]);
  });

  it('returns the earliest deadlines first, up to the limit', () => {
    const others = ['r2', 'r3', 'r4'].map((id) => ({ ...run, id, threadId: id }));
    store.commit([
      create,
      ...others.map((other): Write => ({ type: 'createRun', run: other, at: 1 })),
    ]);
    const due = { r1: 50, r2: 20, r3: 90, r4: 30 };
    store.commit(
      Object.entries(due).map(([runId, dueAt]) => ({
        type: 'armTimer',
        threadId: 't1',
        runId,
        fence: 1,
        dueAt,
      })),
    );
    expect(store.nextDeadline()).toBe(20);
    expect(store.dueTimers(19, 10)).toEqual([]);
    expect(store.dueTimers(50, 2).map(({ runId }) => runId)).toEqual(['r2', 'r4']);
    store.commit([{ type: 'clearTimer', threadId: 't1', runId: 'r2' }]);
    expect(store.nextDeadline()).toBe(30);
  });

  it('stores any text unchanged', () => {
    const text = "a\0b \ud83d\ude00 half \ud83d “quoted” \u2028 '; DROP TABLE runs; --";
    store.commit([create, { ...put, message: { ...message, parts: [{ type: 'text', text }] } }]);
    expect(store.history('r1')[0]?.parts).toEqual([{ type: 'text', text }]);
  });
});
