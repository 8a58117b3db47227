/** The messages of threads in memory: what is given is what the store has, and no more is read than is new. */
import { createCore } from '@perdure/core';
import type { Message } from '@perdure/thread';
import { expect, it } from 'vitest';
import { Histories } from '../src/attempt/histories.ts';
import { memoryStore } from '../src/memory/memory-store.ts';
import type { Write } from '../src/ports/store.ts';

const { stored } = createCore().begin({});

const text = (id: string, runId: string, said = id): Message => ({
  id,
  runId,
  role: id.endsWith('?') ? 'user' : 'assistant',
  parts: [{ type: 'text', text: said }],
  status: 'completed',
});

/** A store of one thread, whose writes are noted, and the number of messages that each read gave. */
function threadOf(options: { bytes?: number } = {}) {
  const store = memoryStore();
  const read: number[] = [];
  const histories = new Histories(
    {
      history(runId, from) {
        const messages = store.history(runId, from);
        read.push(messages.length);
        return messages;
      },
    },
    options.bytes,
  );
  const commit = (...writes: Write[]) => {
    store.commit(writes);
    histories.note(writes);
  };
  const put = (message: Message, threadId = 't'): Write => ({
    type: 'putMessage',
    threadId,
    message,
    attemptFence: null,
    at: 0,
  });
  const create = (id: string, replaces?: string, threadId = 't') =>
    commit(
      {
        type: 'createRun',
        run: { id, threadId, stored },
        at: 0,
        ...(replaces !== undefined && { replaces, leaves: [replaces] }),
      },
      put(text(`${id}?`, id), threadId),
    );
  const idsOf = (id: string, threadId = 't') => {
    const messages = histories.of({ id, threadId }) as Message[];
    expect(messages).toEqual(store.history(id));
    return messages.map((message) => message.id);
  };
  return { commit, put, create, idsOf, read };
}

it('each run reads the one before it and itself', () => {
  const { commit, put, create, idsOf, read } = threadOf();
  for (const id of ['a', 'b', 'c', 'd']) {
    create(id);
    idsOf(id);
    commit(put(text(`${id}.`, id)));
  }
  expect(idsOf('d')).toEqual(['a?', 'a.', 'b?', 'b.', 'c?', 'c.', 'd?', 'd.']);
  expect(read).toEqual([1, 3, 3, 3, 2]);
});

it('prompts of runs that never began are read, also if they came later', () => {
  const { create, idsOf } = threadOf();
  create('a');
  create('b');
  idsOf('a');
  create('c');
  expect(idsOf('c')).toEqual(['a?', 'b?', 'c?']);
});

it('a run that is replaced leaves', () => {
  const { create, idsOf, read } = threadOf();
  for (const id of ['a', 'b', 'c']) create(id);
  idsOf('c');
  create('b2', 'b');
  expect(idsOf('b2')).toEqual(['a?', 'b2?']);
  expect(idsOf('c')).toEqual(['a?', 'b2?', 'c?']);
  expect(read).toEqual([3, 2, 2]);
});

it('a message that is put again is read again', () => {
  const { commit, put, create, idsOf } = threadOf();
  for (const id of ['a', 'b']) create(id);
  idsOf('b');
  commit(put({ ...text('a?', 'a'), cut: 'refused' }));
  idsOf('b');
  commit(put(text('b.', 'b')));
  expect(idsOf('b')).toEqual(['a?', 'b?', 'b.']);
});

it('a thread that was forgotten begins anew', () => {
  const { commit, create, idsOf } = threadOf();
  for (const id of ['a', 'b']) create(id);
  idsOf('b');
  commit({ type: 'forgetThread', threadId: 't' });
  create('b');
  expect(idsOf('b')).toEqual(['b?']);
});

it('the threads that were used last stay, up to the bytes of their messages', () => {
  const one = JSON.stringify(text('a1?', 'a1')).length;
  const { create, idsOf, read } = threadOf({ bytes: 2 * one });
  const threads = ['a', 'b', 'c'];
  for (const id of threads) for (const run of ['1', '2']) create(id + run, undefined, id);
  for (const id of [...threads, 'c', 'a']) idsOf(`${id}2`, id);
  expect(read).toEqual([2, 2, 2, 1, 2]);
});

it('what is given is frozen, because later runs are given it too', () => {
  const store = memoryStore();
  const run = { id: 'a', threadId: 't', stored };
  store.commit([{ type: 'createRun', run, at: 0 }]);
  const message = text('a?', 'a');
  store.commit([{ type: 'putMessage', threadId: 't', message, attemptFence: null, at: 0 }]);
  const [given] = new Histories(store).of(run) as Message[];
  expect(Object.isFrozen(given?.parts[0])).toBe(true);
});
