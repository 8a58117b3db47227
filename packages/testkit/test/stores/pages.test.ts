/** The contract of every store: a page of a thread shows its conversation also after old events were pruned. */
import { createCore } from '@perdure/core';
import type { Write } from '@perdure/runtime/store';
import { foldAll, type Message, type ThreadPage, textOf, toView } from '@perdure/thread';
import { describe, expect, it, onTestFinished } from 'vitest';
import { storeMaker } from '../stores.ts';
import { storeNames } from './open-store.ts';

const { stored: begun } = createCore().begin({});

/** A run that has completed, with a prompt and an answer. Its events are at `at` and `at + 1`. */
function completed(
  runId: string,
  at: number,
  more: { replaces?: string; leaves?: string[] } = {},
): Write[] {
  const threadId = 't1';
  const said = (id: string, role: Message['role'], atTime: number): Write[] => {
    const parts = [{ type: 'text', text: id }] as const;
    const message = { id, runId, role, parts, status: 'completed' } as const;
    return [
      {
        type: 'putMessage',
        threadId,
        message,
        attemptFence: role === 'user' ? null : 1,
        at: atTime,
      },
      {
        type: 'appendEvent',
        threadId,
        runId,
        fact: { type: 'message.completed', message },
        at: atTime,
      },
    ];
  };
  const event = (fact: Extract<Write, { type: 'appendEvent' }>['fact'], atTime: number): Write => ({
    type: 'appendEvent',
    threadId,
    runId,
    fact,
    at: atTime,
  });
  const { replaces } = more;
  const run = (state: 'queued' | 'completed') => ({
    id: runId,
    threadId,
    stored: { ...begun, state },
  });
  return [
    { type: 'createRun', run: run('queued'), ...more, at },
    event({ type: 'run.queued', ...(replaces !== undefined && { replaces }) }, at),
    ...said(`${runId}?`, 'user', at),
    event({ type: 'run.started' }, at),
    event({ type: 'attempt.started', retryCount: 0 }, at + 1),
    ...said(`${runId}!`, 'assistant', at + 1),
    event({ type: 'run.completed', output: { finishReason: 'stop' } }, at + 1),
    { type: 'updateRun', run: run('completed'), at: at + 1 },
  ];
}

describe.each(storeNames)('the %s store', (name) => {
  const open = (...writes: Write[]) => {
    const store = storeMaker(name)();
    onTestFinished(() => store.close());
    store.commit(writes);
    return store;
  };
  const three = () => open(...completed('a', 10), ...completed('b', 20), ...completed('c', 30));
  const view = (page: ThreadPage | undefined) => toView('t1', page as ThreadPage);

  it.each([
    ['all events of two runs', 30],
    ['a part of the events of a run', 21],
  ])('has all messages and runs without %s', (_what, before) => {
    const store = three();
    store.prune({ before, limit: 100 });
    const { messages, runs, seq, hasEarlier } = view(store.page('t1', 5));
    expect(messages.map(textOf)).toEqual(['a!', 'b?', 'b!', 'c?', 'c!']);
    expect([seq, hasEarlier]).toEqual([18, true]);
    expect(runs.map(({ id, state, attempts }) => [id, state, attempts.length])).toEqual([
      ['a', 'completed', 0],
      ['b', 'completed', 0],
      ['c', 'completed', 1],
    ]);
    expect(runs[1]).toMatchObject({ queuedAt: 20, endedAt: 21 });
    const first = view(store.page('t1', 5, 'a!'));
    expect([first.messages.map(textOf), first.hasEarlier]).toEqual([['a?'], false]);
  });

  it('lets an edit of a run whose events were pruned take all later messages out', () => {
    const store = three();
    store.prune({ before: 30, limit: 100 });
    const page = view(store.page('t1', 5));
    store.commit(completed('d', 40, { replaces: 'b', leaves: ['b', 'c'] }));
    const edited = foldAll(page, store.events('t1', page.seq, 100));
    expect(edited.messages.map(textOf)).toEqual(['a!', 'd?', 'd!']);
    expect(view(store.page('t1', 3))).toEqual(edited);
  });

  it('has nothing of a thread that was forgotten, nor of its former self', () => {
    const store = three();
    store.commit([{ type: 'forgetThread', threadId: 't1' }]);
    expect(view(store.page('t1', 5))).toMatchObject({ messages: [], runs: [], seq: 0 });
    store.commit(completed('a', 50));
    const { messages, runs } = view(store.page('t1', 5));
    expect(messages.map(textOf)).toEqual(['a?', 'a!']);
    expect(runs).toMatchObject([{ id: 'a', queuedAt: 50, attempts: [{ startedAt: 51 }] }]);
  });
});
