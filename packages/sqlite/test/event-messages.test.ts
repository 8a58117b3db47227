/** The text of a message stands once in the file, and a damaged one hides no other event. */

import { createCore } from '@perdure/core';
import type { Store, Write } from '@perdure/runtime/store';
import type { Message } from '@perdure/thread';
import Database from 'better-sqlite3';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { sqliteStore } from '../src/index.ts';
import { temporaryFile } from './temporary-file.ts';

const answer: Message = {
  id: 'm1',
  runId: 'r1',
  role: 'assistant',
  parts: [{ type: 'text', text: 'the only one' }],
  status: 'completed',
};
const later: Message = { ...answer, parts: [] };
const put = (message: Message): Write => {
  return { type: 'putMessage', threadId: 't1', message, attemptFence: 1, at: 1 };
};
const stored = createCore().begin({}).stored;

let file: string;
let store: Store;

const change = (sql: string) => {
  const db = new Database(file);
  expect(db.prepare(sql).run().changes).toBe(1);
  db.close();
};
const column = (sql: string) => {
  const db = new Database(file, { readonly: true });
  const found = db.prepare(sql).pluck().all();
  db.close();
  return found;
};
const reopen = () => {
  store = sqliteStore(file, { thread: false });
  onTestFinished(() => store.close());
};

beforeEach(() => {
  file = temporaryFile();
  store = sqliteStore(file, { thread: false });
  const fact = { type: 'message.completed', message: answer } as const;
  store.commit([
    { type: 'createRun', run: { id: 'r1', threadId: 't1', stored }, at: 1 },
    { type: 'appendEvent', threadId: 't1', runId: 'r1', fact: { type: 'run.queued' }, at: 1 },
    put(answer),
    { type: 'appendEvent', threadId: 't1', runId: 'r1', fact, at: 1 },
    { type: 'appendEvent', threadId: 't1', runId: 'r1', fact: { type: 'run.started' }, at: 1 },
  ]);
  void store.close();
});

it('no event repeats the text of a message', () => {
  expect(column('SELECT data FROM events')).toEqual(['{}', '{}', '{}']);
  change(`UPDATE messages SET parts = '[]'`);
  reopen();
  expect(store.events('t1', 1, 1)).toMatchObject([{ message: { id: 'm1', parts: [] } }]);
});

it('a damaged text is named, and the events around it are read', () => {
  change(`UPDATE messages SET parts = '['`);
  reopen();
  const damaged = { name: 'DamagedRowError', table: 'messages', column: 'parts', row: 'm1' };
  expect(() => store.events('t1', 0, 10)).toThrow(expect.objectContaining(damaged));
  expect(store.events('t1', 0, 1)).toMatchObject([{ type: 'run.queued' }]);
  expect(store.events('t1', 2, 10)).toMatchObject([{ type: 'run.started' }]);
});

it('a damaged text goes to its event when the message is written anew', () => {
  change(`UPDATE messages SET parts = '['`);
  reopen();
  store.commit([put(later)]);
  expect(store.findMessage('m1')).toStrictEqual(later);
  const damaged = { name: 'DamagedRowError', table: 'events', column: 'data', row: 't1/2' };
  expect(() => store.events('t1', 1, 1)).toThrow(expect.objectContaining(damaged));
});

it('a message that is gone is named by its event', () => {
  change('DELETE FROM messages');
  reopen();
  const damaged = { name: 'DamagedRowError', table: 'events', column: 'message', row: 't1/2' };
  expect(() => store.events('t1', 1, 1)).toThrow(expect.objectContaining(damaged));
});
