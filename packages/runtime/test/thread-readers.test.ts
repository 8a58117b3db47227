/** Readers of one thread who have read the log to different places: each gets each event once, and no text twice (G8). */
import type { Delta, StreamItem, ThreadEvent } from '@perdure/thread';
import { isDelta } from '@perdure/thread';
import { expect, it } from 'vitest';
import { Subscribers } from '../src/host/subscribers.ts';

const message = { id: 'm1', runId: 'r1', role: 'assistant', state: 'completed', parts: [] };
const events = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const seq = index + 1;
    const base = { seq, at: 0, threadId: 't' };
    return (seq === 2
      ? { ...base, type: 'message.completed', message }
      : { ...base, type: 'run.queued', runId: 'r1' }) as unknown as ThreadEvent;
  });
const delta = (text: string): Delta => ({
  type: 'message.delta',
  runId: 'r1',
  messageId: 'm1',
  index: 0,
  offset: 0,
  part: { type: 'text', text },
});

/** A thread whose log has so many events, some of which may not be published yet. */
function threadOf(count: number) {
  const log = events(count);
  const all = events(count + 9);
  let reads = 0;
  const subscribers = new Subscribers({
    store: {
      events(_, after, limit) {
        reads++;
        return log.slice(after, after + limit);
      },
      conversation: () => {
        throw new Error('No events are pruned.');
      },
    },
    messageIn: () => undefined,
    report: (error) => {
      throw error;
    },
  });
  return {
    subscribers,
    reads: () => reads,
    commit: () => void log.push(all[log.length] as ThreadEvent),
    publish: (item: number | Delta) =>
      subscribers.publish('t', typeof item === 'number' ? (all[item - 1] as ThreadEvent) : item),
    /** Joins at a position. Returns what is told: numbers of events, and texts. */
    join(seq: number) {
      const told: (number | string)[] = [];
      subscribers.stream('t', { seq }).subscribe((item: StreamItem) => {
        if (!isDelta(item)) told.push(item.seq);
        else if (item.part.type === 'text') told.push(item.part.text);
      });
      return told;
    },
  };
}

it('who has read what is not published yet, and who has not, get each event once', () => {
  const { commit, publish, join } = threadOf(3);
  const first = join(0);
  commit();
  commit();
  const ahead = join(0);
  expect(ahead).toEqual([1, 2, 3, 4, 5]);
  publish(4);
  const between = join(3);
  expect(between).toEqual([4, 5]);
  publish(5);
  commit();
  publish(6);
  expect(first).toEqual([1, 2, 3, 4, 5, 6]);
  expect(ahead).toEqual([1, 2, 3, 4, 5, 6]);
  expect(between).toEqual([4, 5, 6]);
});

it('who joins where the others are reads no log', () => {
  const { commit, publish, join, reads } = threadOf(3);
  const first = join(0);
  commit();
  const ahead = join(0);
  publish(4);
  const before = reads();
  const joined = join(4);
  expect(reads()).toBe(before);
  commit();
  publish(5);
  expect(first).toEqual([1, 2, 3, 4, 5]);
  expect(ahead).toEqual([1, 2, 3, 4, 5]);
  expect(joined).toEqual([5]);
});

it('text that its attempt still says after the end of the message is told to nobody', () => {
  const { commit, publish, join } = threadOf(1);
  const first = join(0);
  publish(delta('a'));
  commit();
  const ahead = join(0);
  publish(delta('b'));
  publish(2);
  publish(delta('c'));
  expect(first).toEqual([1, 'a', 'b', 2]);
  expect(ahead).toEqual([1, 2]);
});

it('text after an end that was read in the log is told to nobody', () => {
  const { publish, join } = threadOf(3);
  const first = join(0);
  publish(delta('a'));
  const second = join(3);
  publish(delta('b'));
  expect(first).toEqual([1, 2, 3]);
  expect(second).toEqual([]);
});

it('who leaves a thread, or is called last before it is closed, is told no more', () => {
  const { subscribers, publish } = threadOf(3);
  const told: string[] = [];
  const stream = subscribers.stream('t', { seq: 0 });
  const leaving = stream.subscribe({ complete: () => told.push('left') });
  for (const name of ['a', 'b', 'c'])
    stream.subscribe({
      next: (item) => isDelta(item) && told.push(name),
      complete: () => told.push(`${name} ends`),
    });
  leaving.unsubscribe();
  publish({ ...delta('a'), messageId: 'm2' });
  subscribers.close();
  publish({ ...delta('b'), messageId: 'm2' });
  expect(told).toEqual(['a', 'b', 'c', 'a ends', 'b ends', 'c ends']);
});
