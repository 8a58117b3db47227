/**
 * The contract of every store: a message is read back as it was put, with its origin, its cut, and the metadata of its
 * parts byte for byte, because a provider refuses a signature that has changed.
 */
import { createCore } from '@perdure/core';
import type { LocalStore, Write } from '@perdure/runtime/store';
import type { Message, Metadata, Part } from '@perdure/thread';
import { describe, expect, it } from 'vitest';
import { openStore, put, storeNames } from './open-store.ts';

const answer: Message = {
  id: 'm1',
  runId: 'r1',
  role: 'assistant',
  parts: [{ type: 'text', text: 'Yes.' }],
  status: 'completed',
};
const origin = { provider: 'anthropic.messages', model: 'claude “é” \ud83d\ude00' };

/** An object in an object, 1,000 times. SQLite's own JSON functions take no more levels, and a message adds some. */
const deep = () => {
  let value: Metadata = { end: true };
  for (let level = 0; level < 1_000; level++) value = { a: value };
  return value;
};

const metadata: Record<string, Metadata> = {
  'the order of keys': { z: 1, a: { y: 2, b: 3 }, '': 4, m: [] },
  'numbers at the limits': {
    numbers: [5e-324, 1.7976931348623157e308, 0.1, 1e21, 1e-7, 2 ** 53 - 1, -(2 ** 53) + 1],
  },
  'a signature of 1 MB': { signature: 'QUJD+/='.repeat(150_000) },
  'half of a surrogate pair, also in a key': { half: 'a\ud83d', '\udc00': '\udc00\ud83d' },
  'control characters and quotes': { text: '\0\u001f\u007f\u2028"\\\'%?; --' },
  'keys with a meaning in JavaScript': JSON.parse('{"__proto__":{"a":1},"constructor":null}'),
  'nested objects': deep(),
  'empty values': { object: {}, list: [[], {}], text: '', no: null, off: false, zero: 0 },
};

/** A part of each type, each with the metadata. */
const partsWith = (metadata: Metadata): Part[] => [
  { type: 'reasoning', text: '', metadata },
  { type: 'text', text: 'See ', metadata },
  { type: 'file', hash: 'ab', mediaType: 'image/png', size: 3, name: 'a.png', metadata },
  { type: 'source', id: 's1', url: 'https://example.com/', title: 'Why', metadata },
  { type: 'toolCall', id: 'c1', name: 'pay', input: { amount: 5 }, invalid: true, metadata },
  {
    type: 'toolResult',
    id: 'c1',
    name: 'pay',
    output: 'paid',
    modelOutput: { type: 'content', value: [{ type: 'text', text: 'paid', metadata }], metadata },
    missing: 'lost',
    isError: true,
    metadata,
  },
];

/** The message as each read of the store gives it. */
const reads = (store: LocalStore) => [
  store.findMessage('m1'),
  store.history('r1')[0],
  store.events('t1', 0, 1).map((event) => event.type === 'message.completed' && event.message)[0],
];

describe.each(storeNames)('the %s store', (name) => {
  it.each<Partial<Message>>([
    {},
    { origin },
    { cut: 'stopped' },
    { origin, cut: 'failed' },
    { origin: { provider: '', model: '' } },
  ])('reads back a message with %j', (fields) => {
    const store = openStore(name);
    const message = { ...answer, ...fields };
    const fact = { type: 'message.completed', message } as const;
    store.commit([put(message), { type: 'appendEvent', threadId: 't1', runId: 'r1', fact, at: 1 }]);
    expect(reads(store)).toStrictEqual([message, message, message]);
  });

  it('replaces origin and cut with the parts and the status', () => {
    const store = openStore(name);
    store.commit([put({ ...answer, status: 'streaming' })]);
    expect(store.findStreamingMessage('r1')).toStrictEqual({ ...answer, status: 'streaming' });
    store.commit([put({ ...answer, status: 'streaming', origin })]);
    expect(store.findStreamingMessage('r1')?.origin).toStrictEqual(origin);
    store.commit([put({ ...answer, origin, cut: 'stopped' })]);
    expect(store.findMessage('m1')).toStrictEqual({ ...answer, origin, cut: 'stopped' });
    store.commit([put(answer)]);
    expect(store.findMessage('m1')).toStrictEqual(answer);
  });

  it('gives cut messages in the history, and no others that are not whole', () => {
    const store = openStore(name);
    store.commit([
      put({ id: 'm1', cut: 'failed' }),
      put({ id: 'm2', status: 'failed' }),
      put({ id: 'm3', status: 'discarded' }),
      put({ id: 'm4', cut: 'stopped' }),
      put({ id: 'm5', status: 'streaming' }),
    ]);
    const given = store.history('r1').map(({ id, cut }) => [id, cut]);
    expect(given).toEqual([
      ['m1', 'failed'],
      ['m4', 'stopped'],
    ]);
  });

  it('gives the history from a run on, without those before it', () => {
    const store = openStore(name);
    const create = (id: string, at: number): Write[] => [
      { type: 'createRun', run: { id, threadId: 't1', stored: createCore().begin({}).stored }, at },
      put({ id: `${id}?`, runId: id }),
    ];
    for (const [at, id] of ['r2', 'r3', 'r4'].entries()) store.commit(create(id, at));
    const ids = (runId: string, from?: string) => store.history(runId, from).map(({ id }) => id);
    expect(ids('r4', 'r3')).toEqual(['r3?', 'r4?']);
    expect(ids('r3', 'r3')).toEqual(['r3?']);
    expect(ids('r3')).toEqual(['r2?', 'r3?']);
  });

  it.each(Object.keys(metadata))('keeps metadata byte for byte: %s', (kind) => {
    const store = openStore(name);
    const message = { ...answer, parts: partsWith(metadata[kind] ?? {}) };
    const fact = { type: 'message.completed', message } as const;
    store.commit([put(message), { type: 'appendEvent', threadId: 't1', runId: 'r1', fact, at: 1 }]);
    const bytes = JSON.stringify(message.parts);
    for (const read of reads(store)) {
      const isSame = read !== undefined && read !== false && JSON.stringify(read.parts) === bytes;
      expect(isSame).toBe(true);
    }
  });
});
