/** The contract of every store: the notes of an attempt are those of the run's last attempt that has any. */
import type { AttemptNotes, Write } from '@perdure/runtime/store';
import { describe, expect, it } from 'vitest';
import { createRun, openStore, startAttempt, storeNames } from './open-store.ts';

const update = (fence: number, { usage, request }: AttemptNotes): Write => ({
  type: 'updateAttempt',
  threadId: 't1',
  runId: 'r1',
  fence,
  usage,
  request,
});

const end = (fence: number): Write => ({
  type: 'endAttempt',
  threadId: 't1',
  runId: 'r1',
  fence,
  outcome: 'failed',
  failure: null,
  usage: null,
  specimen: null,
  at: 2,
});

const usage = { inputTokens: 1_200, outputTokens: 0, cacheReadTokens: 1_100 };
const request = { model: '5f1c', messages: [3, '90ab'], 'a "field"': 'none' } as const;
const notes: AttemptNotes = { usage, request };

describe.each(storeNames)('the %s store', (name) => {
  it('has no notes of an unknown run, and none of an attempt without any', () => {
    const store = openStore(name);
    expect(store.findAttemptNotes('r1')).toBeUndefined();
    expect(store.findAttemptNotes('nobody')).toBeUndefined();
    store.commit([end(1)]);
    expect(store.findAttemptNotes('r1')).toBeUndefined();
  });

  it.each<AttemptNotes>([
    notes,
    { usage, request: null },
    { usage: null, request },
    { usage: {}, request: {} },
  ])('reads back %j', (each) => {
    const store = openStore(name);
    store.commit([update(1, each)]);
    expect(store.findAttemptNotes('r1')).toStrictEqual({ fence: 1, ...each });
  });

  it('has the latest notes of an attempt', () => {
    const store = openStore(name);
    store.commit([update(1, { usage: null, request })]);
    const later = { usage, request: { ...request, messages: [5, 'cd12'] } } as const;
    store.commit([update(1, later)]);
    expect(store.findAttemptNotes('r1')).toStrictEqual({ fence: 1, ...later });
  });

  it('keeps the notes of an attempt whose end does not say what it has used', () => {
    const store = openStore(name);
    store.commit([update(1, notes)]);
    store.commit([end(1)]);
    expect(store.findAttemptNotes('r1')).toStrictEqual({ fence: 1, ...notes });
  });

  it('has the notes of the last attempt that has any, in the order of fences', () => {
    const store = openStore(name);
    store.commit([update(1, notes), end(1)]);
    store.commit([startAttempt(9), update(9, { usage: null, request }), end(9), startAttempt(10)]);
    expect(store.findAttemptNotes('r1')).toStrictEqual({ fence: 9, usage: null, request });
    store.commit([update(10, notes)]);
    expect(store.findAttemptNotes('r1')).toStrictEqual({ fence: 10, ...notes });
  });

  it('undoes notes with their transaction', () => {
    const store = openStore(name);
    store.commit([update(1, notes)]);
    expect(() => store.commit([update(1, { usage: null, request: null }), createRun])).toThrow();
    expect(store.findAttemptNotes('r1')).toStrictEqual({ fence: 1, ...notes });
  });
});
