/** The contract of every store: a forgotten thread is gone with all that belongs to it, and no other thread is touched. */
import { createCore } from '@perdure/core';
import type { AtOnceStore, Write } from '@perdure/runtime/store';
import { describe, expect, it, onTestFinished } from 'vitest';
import { storeMaker } from '../stores.ts';
import { storeNames } from './open-store.ts';

const { stored: begun } = createCore().begin({});
const bytes = new Uint8Array([1]);

/** A run with an attempt that has failed, its message, its events, its timer, and files. */
const runOf = (threadId: string, runId: string, files: string[], replaces?: string): Write[] => {
  const parts = files.map((hash) => ({ type: 'file', hash, mediaType: 'a/b', size: 1 }) as const);
  const message = { id: `m-${runId}`, runId, role: 'assistant', parts, status: 'failed' } as const;
  const half = { ...message, id: `half-${runId}`, parts: [], status: 'streaming' } as const;
  const stored = { ...begun, state: replaces === undefined ? 'failed' : 'queued' } as const;
  const attempt = { threadId, runId, fence: 1, at: 1 };
  const piece = { index: 0, offset: 0, part: { type: 'text', text: 'Half' } } as const;
  const failure = { kind: 'unknown', retryable: false, message: runId, decidedBy: 'none' } as const;
  return [
    {
      type: 'createRun',
      run: { id: runId, threadId, stored },
      ...(replaces !== undefined && { replaces, leaves: [replaces] }),
      at: 1,
    },
    { type: 'startAttempt', retryCount: 0, ...attempt },
    ...files.map((hash): Write => {
      return { type: 'putFile', hash, file: { mediaType: 'a/b', bytes }, at: 1 };
    }),
    { type: 'putMessage', threadId, message, attemptFence: 1, at: 1 },
    { type: 'putMessage', threadId, message: half, attemptFence: 1, at: 1 },
    { type: 'appendPieces', threadId, runId, messageId: half.id, pieces: [piece], at: 1 },
    { type: 'appendEvent', threadId, runId, fact: { type: 'message.failed', message }, at: 1 },
    { type: 'armTimer', threadId, runId, fence: 1, dueAt: 5 },
    {
      type: 'endAttempt',
      ...attempt,
      outcome: 'failed',
      failure,
      usage: { inputTokens: 1 },
      specimen: { provider: 'acme', error: { message: runId } },
    },
  ];
};

/** All that the store has of a thread with runs of these ids. */
const shown = (store: AtOnceStore, threadId: string, runIds: string[]) => ({
  events: store.events(threadId, 0, 100),
  isListed: store.threads(10).some(({ id }) => id === threadId),
  queued: store.findQueuedRuns(threadId, 10),
  active: store.findActiveRun(threadId),
  length: store.countQueuedRuns(threadId),
  runs: runIds.map((id) => [
    store.findRun(id),
    store.findPlace(id),
    store.findAttemptNotes(id),
    store.findStreamingMessage(id),
    store.history(id),
    store.findMessage(`m-${id}`),
  ]),
  due: store.dueTimers(9, 9).filter(({ runId }) => runIds.includes(runId)),
  specimens: store.specimens().filter(({ runId }) => runIds.includes(runId)),
});

describe.each(storeNames)('the %s store', (name) => {
  const open = () => {
    const store = storeMaker(name)();
    onTestFinished(() => store.close());
    return store;
  };
  const forget = (threadId: string): Write[] => [{ type: 'forgetThread', threadId }];

  it('forgets a thread as if it had never been, and leaves the others as they are', () => {
    const store = open();
    const never = shown(store, 't1', ['r1', 'r2', 'r3']);
    store.commit(runOf('t2', 'other', ['both', 'others']));
    const other = shown(store, 't2', ['other']);
    store.commit(runOf('t1', 'r1', ['own', 'both']));
    store.commit(runOf('t1', 'r2', ['later'], 'r1'));
    const run = { id: 'r3', threadId: 't1', stored: { ...begun, state: 'running' } } as const;
    store.commit([{ type: 'createRun', run, at: 1 }]);
    expect(store.findQueuedRuns('t1', 10)).toMatchObject([{ id: 'r2' }]);
    store.commit(forget('t1'));
    expect(shown(store, 't1', ['r1', 'r2', 'r3'])).toEqual(never);
    expect(shown(store, 't2', ['other'])).toEqual(other);
    const files = ['own', 'both', 'others', 'later'].filter((hash) => store.findFile(hash));
    expect(files).toEqual(['both', 'others']);
  });

  it('begins the thread anew after that', () => {
    const store = open();
    store.commit(runOf('t1', 'r1', []));
    store.commit(runOf('t1', 'r2', [], 'r1'));
    store.commit(forget('t1'));
    store.commit(runOf('t1', 'r2', []));
    store.commit(runOf('t1', 'r3', [], 'r2'));
    expect(store.findQueuedRuns('t1', 9)).toMatchObject([{ id: 'r3' }]);
  });

  it('numbers the events of later threads behind those of all that were forgotten, and leaves one number out', () => {
    const store = open();
    const seqs = (threadId: string) => store.events(threadId, 0, 9).map(({ seq }) => seq);
    store.commit([...runOf('t1', 'r1', []), ...runOf('t1', 'r2', [])]);
    store.commit(runOf('t2', 'r3', []));
    expect([seqs('t1'), seqs('t2')]).toEqual([[1, 2], [1]]);
    store.commit([...forget('t1'), ...forget('nobody')]);
    store.commit(forget('t2'));
    store.commit(runOf('t1', 'r1', []));
    store.commit(runOf('t2', 'r3', []));
    expect([seqs('t1'), seqs('t2'), store.events('t1', 2, 9).length]).toEqual([[4], [4], 1]);
    store.commit(forget('t1'));
    store.commit(runOf('t1', 'r1', []));
    store.commit(runOf('t2', 'r4', []));
    expect([seqs('t1'), seqs('t2')]).toEqual([[6], [4, 5]]);
    expect(
      store
        .threads(9)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['t1', 't2']);
  });

  it('keeps the thread if another write of the transaction fails', () => {
    const store = open();
    store.commit(runOf('t1', 'r1', ['own']));
    const before = shown(store, 't1', ['r1']);
    const taken = runOf('t2', 'r9', []).slice(0, 1);
    expect(() => store.commit([...forget('t1'), ...taken, ...taken])).toThrow();
    expect(shown(store, 't1', ['r1'])).toEqual(before);
    expect(store.findFile('own')).toBeDefined();
  });

  it('does nothing for an unknown thread', () => {
    const store = open();
    expect(store.commit(forget('nobody')).recorded).toEqual([]);
  });
});
