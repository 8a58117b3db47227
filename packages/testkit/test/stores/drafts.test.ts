/** A message that is being written is appended to, and is whole for whoever reads it, in every store. */
import type { Piece, Write } from '@perdure/runtime/store';
import { sqliteStore } from '@perdure/sqlite';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { temporaryFile } from '../runtime/world.ts';
import { createRun, openStore, put, storeNames } from './open-store.ts';

const text = (words: string) => ({ type: 'text', text: words }) as const;
const call = { type: 'toolCall', id: 'c1', name: 'pay', input: {} } as const;
const result = (output: string) => ({ type: 'toolResult', id: 'c1', name: 'pay', output }) as const;

const append = (...pieces: Piece[]): Write => ({
  type: 'appendPieces',
  threadId: 't1',
  runId: 'r1',
  messageId: 'm1',
  pieces,
  at: 2,
});

const begun = put({ status: 'streaming', parts: [text('One')] });
const more = append(
  { index: 0, offset: 3, part: text(' two') },
  { index: 1, offset: 0, part: call },
  { index: 2, offset: 0, part: result('unknown') },
);

describe.each(storeNames)('the %s store', (name) => {
  it('reads a message with its pieces', () => {
    const store = openStore(name);
    store.commit([begun, more]);
    store.commit([
      append(
        { index: 2, offset: 0, part: result('paid') },
        { index: 3, offset: 0, part: text('T') },
      ),
    ]);
    const metadata = { p: { signature: 's' } };
    store.commit([append({ index: 3, offset: 1, part: { ...text('hree'), metadata } })]);
    const parts = [text('One two'), call, result('paid'), { ...text('Three'), metadata }];
    expect(store.findStreamingMessage('r1')?.parts).toEqual(parts);
    expect(store.findMessage('m1')).toMatchObject({ status: 'streaming', parts });
  });

  it('a piece that is written again changes nothing', () => {
    const store = openStore(name);
    store.commit([begun, more, more]);
    expect(store.findMessage('m1')?.parts).toEqual([text('One two'), call, result('unknown')]);
  });

  it('has no pieces any more once the message is put as a whole', () => {
    const store = openStore(name);
    store.commit([begun, more]);
    store.commit([put({ status: 'completed', parts: [text('Whole')] })]);
    expect(store.findStreamingMessage('r1')).toBeUndefined();
    expect(store.history('r1').map(({ parts }) => parts)).toEqual([[text('Whole')]]);
    store.commit([put({ status: 'streaming', parts: [text('Anew')] })]);
    expect(store.findMessage('m1')?.parts).toEqual([text('Anew')]);
  });

  it('keeps no piece of a transaction that fails, and all pieces if the whole message was not put', () => {
    const store = openStore(name);
    store.commit([begun]);
    expect(() => store.commit([more, createRun])).toThrow();
    expect(store.findMessage('m1')?.parts).toEqual([text('One')]);
    store.commit([more]);
    expect(() => store.commit([put({ parts: [] }), createRun])).toThrow();
    expect(store.findMessage('m1')?.parts).toEqual([text('One two'), call, result('unknown')]);
  });
});

it('the table of drafts is empty once the message is over', () => {
  const file = temporaryFile();
  const store = sqliteStore(file, { thread: false });
  const drafts = () => {
    const db = new Database(file, { readonly: true });
    const rows = db.prepare('SELECT message_id, pieces FROM drafts').all();
    db.close();
    return rows;
  };
  store.commit([createRun, begun, more]);
  expect(drafts()).toEqual([{ message_id: 'm1', pieces: expect.stringContaining('toolCall') }]);
  store.commit([put({ status: 'failed' })]);
  expect(drafts()).toEqual([]);
  store.close();
});
