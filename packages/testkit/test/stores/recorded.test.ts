/** The contract of every store: an event says for ever what it said when it was recorded, whatever becomes of its message. */
import type { Write } from '@perdure/runtime/store';
import type { Message } from '@perdure/thread';
import { describe, expect, it } from 'vitest';
import { openStore, put, storeNames } from './open-store.ts';

const answer: Message = {
  id: 'm1',
  runId: 'r1',
  role: 'assistant',
  parts: [{ type: 'text', text: 'Yes.' }],
  status: 'completed',
  origin: { provider: 'acme', model: 'one' },
};
const failed: Message = { ...answer, status: 'failed' };

const event = (type: 'message.completed' | 'message.failed', message: Message): Write => ({
  type: 'appendEvent',
  threadId: 't1',
  runId: 'r1',
  fact: { type, message },
  at: 1,
});

const discard: Write = { type: 'discardFailedMessages', threadId: 't1', runId: 'r1', at: 2 };

describe.each(storeNames)('the %s store', (name) => {
  const recorded = (...commits: Write[][]) => {
    const store = openStore(name);
    for (const writes of commits) store.commit(writes);
    return store.events('t1', 0, 10).map((item) => 'message' in item && item.message);
  };

  it.each<[string, Message]>([
    ['is refused', { ...answer, cut: 'refused' }],
    ['has other parts', { ...answer, parts: [{ type: 'text', text: 'No.' }] }],
    ['has another origin', { ...answer, origin: { provider: 'acme', model: 'two' } }],
    ['is written anew', { ...answer, parts: [], status: 'streaming' }],
  ])('keeps an event whose message %s, in a later commit and in its own', (_what, later) => {
    const first = [put(answer), event('message.completed', answer)];
    expect(recorded(first, [put(later)])).toStrictEqual([answer]);
    expect(recorded([...first, put(later)])).toStrictEqual([answer]);
  });

  it('keeps each of two events of one message', () => {
    const later: Message = { ...answer, parts: [{ type: 'text', text: 'No.' }] };
    const first = [put(answer), event('message.completed', answer)];
    const second = [put(later), event('message.completed', later)];
    expect(recorded(first, second)).toStrictEqual([answer, later]);
    expect(recorded([...first, ...second, put(answer)])).toStrictEqual([answer, later]);
    expect(recorded(first, first)).toStrictEqual([answer, answer]);
  });

  it('keeps the failure of a message that is then discarded', () => {
    const writes = [put(failed), event('message.failed', failed)];
    expect(recorded([...writes, discard])).toStrictEqual([failed]);
    expect(recorded(writes, [discard])).toStrictEqual([failed]);
  });

  it('keeps an event that says something else than the row of its message', () => {
    const other: Message = { ...answer, parts: [], cut: 'stopped' };
    expect(recorded([put(answer), event('message.completed', other)])).toStrictEqual([other]);
    expect(recorded([put(failed), event('message.completed', failed)])).toStrictEqual([failed]);
    expect(recorded([event('message.completed', answer), put(answer)])).toStrictEqual([answer]);
  });
});
