/** The events in memory are those of the log, without a gap and within bounds. */
import type { ThreadEvent } from '@perdure/thread';
import { expect, it } from 'vitest';
import { Recent } from '../src/feed/recent.ts';
import type { Log } from '../src/feed/selection.ts';

/** A log of which each thread has so many events, and the threads that were read. */
function logOf(length: number) {
  const read: string[] = [];
  const all = (threadId: string) => Array.from({ length }, (_, at) => event(threadId, at + 1));
  const log: Log = {
    events(threadId, after, limit) {
      read.push(threadId);
      return all(threadId).slice(after, after + limit);
    },
    threads: () => [],
    findRun: () => undefined,
  };
  return { read, recent: new Recent(log) };
}

const event = (threadId: string, seq: number): ThreadEvent =>
  ({ type: 'run.started', threadId, runId: 'r1', seq, at: 0 }) as ThreadEvent;

const message = (seq: number, text: string): ThreadEvent => {
  const parts = [{ type: 'text' as const, text }];
  const said = { id: 'm1', runId: 'r1', role: 'user', status: 'completed', parts } as const;
  return { type: 'message.completed', threadId: 't1', runId: 'r1', seq, at: 0, message: said };
};

const numbers = (events: readonly ThreadEvent[]) => events.map(({ seq }) => seq);

it('what was recorded since is not read from the log, and what came before is', () => {
  const { read, recent } = logOf(5);
  for (const seq of [3, 4, 5]) recent.add(event('t1', seq));
  expect(numbers(recent.events('t1', 2, 2))).toEqual([3, 4]);
  expect(numbers(recent.events('t1', 4, 2))).toEqual([5]);
  expect(recent.events('t1', 5, 2)).toEqual([]);
  expect(read).toEqual([]);
  expect(numbers(recent.events('t1', 1, 9))).toEqual([2, 3, 4, 5]);
  expect(numbers(recent.events('t2', 0, 9))).toEqual([1, 2, 3, 4, 5]);
  expect(read).toEqual(['t1', 't2']);
});

it('no event is left out after a gap, or after a long message', () => {
  const { read, recent } = logOf(5);
  for (const seq of [1, 2, 4]) recent.add(event('t1', seq));
  expect(numbers(recent.events('t1', 2, 9))).toEqual([3, 4, 5]);
  recent.add(message(5, 'x'.repeat(8_193)));
  expect(numbers(recent.events('t1', 3, 9))).toEqual([4, 5]);
  expect(read).toEqual(['t1', 't1']);
  recent.add(message(6, 'short'));
  expect(numbers(recent.events('t1', 5, 9))).toEqual([6]);
});

it('at most 4,000 events are kept, those of the threads that changed last', () => {
  const { read, recent } = logOf(2);
  for (let thread = 0; thread < 2_000; thread++)
    for (const seq of [1, 2]) recent.add(event(`t${thread}`, seq));
  recent.add(event('new', 1));
  recent.events('t1', 0, 9);
  expect(read).toEqual([]);
  recent.events('t0', 0, 9);
  expect(read).toEqual(['t0']);
  for (let seq = 2; seq <= 4_001; seq++) recent.add(event('new', seq));
  recent.events('t1999', 0, 9);
  expect(read).toEqual(['t0', 't1999']);
  recent.clear();
  recent.events('new', 0, 9);
  expect(read).toEqual(['t0', 't1999', 'new']);
});
