/** The contract of every store: old events, void messages and ended attempts go, and nothing that is still needed. */
import { createCore } from '@perdure/core';
import type { AtOnceStore, Write } from '@perdure/runtime/store';
import type { Message } from '@perdure/thread';
import { describe, expect, it, onTestFinished } from 'vitest';
import { storeMaker } from '../stores.ts';
import { storeNames } from './open-store.ts';

const { stored: begun } = createCore().begin({});

/** A run that is over, with 5 events, at one time. */
function over(threadId: string, runId: string, at: number, state = 'completed' as const): Write[] {
  const message: Message = {
    id: `m-${runId}`,
    runId,
    role: 'user',
    parts: [],
    status: 'completed',
  };
  const half: Message = { ...message, id: `half-${runId}`, role: 'assistant', status: 'failed' };
  const event = (fact: Extract<Write, { type: 'appendEvent' }>['fact']): Write => {
    return { type: 'appendEvent', threadId, runId, fact, at };
  };
  const attempt = { threadId, runId, fence: 1, at };
  return [
    { type: 'createRun', run: { id: runId, threadId, stored: { ...begun, state } }, at },
    event({ type: 'run.queued' }),
    { type: 'putMessage', threadId, message, attemptFence: null, at },
    event({ type: 'message.completed', message }),
    { type: 'startAttempt', retryCount: 0, ...attempt },
    { type: 'putMessage', threadId, message: half, attemptFence: 1, at },
    event({ type: 'message.failed', message: half }),
    { type: 'discardFailedMessages', threadId, runId, at },
    event({ type: 'attempt.started', retryCount: 0 }),
    {
      type: 'endAttempt',
      ...attempt,
      outcome: 'completed',
      failure: null,
      usage: { inputTokens: 1 },
      specimen: null,
    },
    event({ type: 'run.completed', output: null }),
  ];
}

const seqs = (store: AtOnceStore, threadId: string, after = 0) =>
  store.events(threadId, after, 100).map(({ seq }) => seq);

describe.each(storeNames)('the %s store', (name) => {
  const open = (...writes: Write[]) => {
    const store = storeMaker(name)();
    onTestFinished(() => store.close());
    store.commit(writes);
    return store;
  };
  /** Prunes to the end. Returns the number of calls. */
  const prune = (store: AtOnceStore, before: number, limit: number) => {
    let after: string | undefined;
    for (let calls = 1; ; calls++) {
      after = store.prune({ before, limit, after });
      if (after === undefined) return calls;
      if (calls > 99) throw new Error('It does not end.');
    }
  };

  it.each([1, 2, 3, 100])(
    'prunes what is old and keeps the last event, %d rows a call',
    (limit) => {
      const store = open(...over('t1', 'r1', 10), ...over('t2', 'r2', 10), ...over('t3', 'r3', 20));
      const calls = prune(store, 20, limit);
      expect(calls > 1).toBe(limit < 100);
      expect([seqs(store, 't1'), seqs(store, 't2')]).toEqual([[5], [5]]);
      expect(seqs(store, 't3')).toEqual([1, 2, 3, 4, 5]);
      expect(store.findMessage('half-r1')).toBeUndefined();
      expect(store.findAttemptNotes('r1')).toBeUndefined();
      expect(store.findMessage('half-r3')).toBeDefined();
      expect(store.findAttemptNotes('r3')).toBeDefined();
    },
  );

  it('keeps what the next run needs, and the order of events', () => {
    const store = open(...over('t1', 'r1', 10));
    const history = store.history('r1');
    const run = store.findRun('r1');
    prune(store, 20, 100);
    expect([store.history('r1'), store.findRun('r1')]).toEqual([history, run]);
    expect(store.threads(1)).toMatchObject([{ id: 't1', state: 'completed', updatedAt: 10 }]);
    store.commit(over('t1', 'r2', 30));
    expect(seqs(store, 't1')).toEqual([5, 6, 7, 8, 9, 10]);
    expect(seqs(store, 't1', 7)).toEqual([8, 9, 10]);
    expect(store.history('r2')).toHaveLength(2);
  });

  it('keeps events that are not old, between two runs', () => {
    const store = open(...over('t1', 'r1', 10), ...over('t1', 'r2', 20));
    prune(store, 20, 2);
    expect(seqs(store, 't1')).toEqual([6, 7, 8, 9, 10]);
    expect(store.findMessage('half-r1')).toBeUndefined();
    expect(store.findMessage('half-r2')).toMatchObject({ status: 'discarded' });
  });

  it.each(['running', 'queued', 'parked'] as const)('leaves a thread whose run is %s', (state) => {
    const run = { id: 'r2', threadId: 't1', stored: { ...begun, state } };
    const store = open(...over('t1', 'r1', 10), { type: 'createRun', run, at: 11 });
    prune(store, 20, 100);
    expect(seqs(store, 't1')).toEqual([1, 2, 3, 4, 5]);
    expect(store.findMessage('half-r1')).toBeDefined();
  });
});
