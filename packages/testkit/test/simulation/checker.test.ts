/**
 * Tests of the simulation itself: it must find each defect planted in its store, and name the guarantee that the defect
 * breaks.
 */
import { type AtOnceStore, type Write, wrapStore } from '@perdure/runtime/store';
import type { ThreadEvent } from '@perdure/thread';
import { describe, expect, it } from 'vitest';
import { readLog } from '../../src/simulation/check-log.ts';
import { simulate } from '../../src/simulation/index.ts';
import { storeMaker } from '../stores.ts';

/** Runs a simulation on a store with some methods replaced. Returns the guarantee that it finds broken. */
async function found(
  spoil: (store: AtOnceStore) => Partial<AtOnceStore>,
): Promise<string | undefined> {
  const { failure } = await simulate({
    store: () => {
      const open = storeMaker('memory');
      return () => {
        const store = open();
        return wrapStore(store, spoil(store));
      };
    },
    seed: 7,
    histories: 2_000,
  });
  return (failure?.error as { guarantee?: string } | undefined)?.guarantee;
}

const rewriting = (rewrite: (write: Write) => readonly Write[]) => (store: AtOnceStore) => ({
  commit: (writes: readonly Write[]) => store.commit(writes.flatMap(rewrite)),
});

const appends = (write: Write, type: string) =>
  write.type === 'appendEvent' && write.fact.type === type;

describe('the checker finds', () => {
  it.each<[string, string[], (store: AtOnceStore) => Partial<AtOnceStore>]>([
    [
      'an event that is shown but not recorded as it was',
      ['G1'],
      (store) => ({
        commit(writes) {
          const { recorded, lost } = store.commit(writes);
          return { recorded: recorded.map((event): ThreadEvent => ({ ...event, at: 0 })), lost };
        },
      }),
    ],
    [
      'a number that is skipped',
      ['G8'],
      (store) => ({
        events: (...args) =>
          store.events(...args).map((event) => ({ ...event, seq: event.seq * 2 })),
      }),
    ],
    ['a queued run that is never started', ['G3'], () => ({ findQueuedRuns: () => [] })],
    [
      'an event after a cancel',
      ['G4'],
      rewriting((write) =>
        appends(write, 'run.cancelled')
          ? [write, { ...write, fact: { type: 'run.started' } } as Write]
          : [write],
      ),
    ],
    [
      'an end that comes twice',
      ['G5'],
      rewriting((write) => (appends(write, 'run.completed') ? [write, write] : [write])),
    ],
    [
      'a timer with another deadline than the log has',
      ['G6'],
      rewriting((write) =>
        write.type === 'armTimer' ? [{ ...write, dueAt: write.dueAt + 1 }] : [write],
      ),
    ],
    [
      'a timer that is left behind',
      ['G6'],
      rewriting((write) => (write.type === 'clearTimer' ? [] : [write])),
    ],
    [
      'a partial message that is given to a provider',
      ['G7'],
      rewriting((write) =>
        write.type === 'putMessage' && write.message.status === 'failed'
          ? [{ ...write, message: { ...write.message, status: 'completed' } }]
          : [write],
      ),
    ],
    [
      'a half that stays above the answer',
      ['G7'],
      (store) => ({
        commit(writes) {
          const half = writes.findLast(
            (write) => write.type === 'putMessage' && write.message.status === 'failed',
          );
          const kept = writes.map((write) =>
            half?.type === 'putMessage' && appends(write, 'message.discarded')
              ? ({ ...write, fact: { type: 'message.failed', message: half.message } } as Write)
              : write,
          );
          return store.commit(kept);
        },
      }),
    ],
    [
      'a transaction that loses an event',
      ['G9', 'G2', 'G6'],
      rewriting((write) => (appends(write, 'run.retrying') ? [] : [write])),
    ],
    [
      'a key that is stored',
      ['G10'],
      rewriting((write) =>
        appends(write, 'run.asked')
          ? [
              {
                ...write,
                fact: { type: 'run.asked', question: 'sk-canary-0123456789abcdef' },
              } as Write,
            ]
          : [write],
      ),
    ],
    [
      'runs that are not taken up after a crash',
      ['liveness'],
      () => ({ findRunningRuns: () => [] }),
    ],
  ])('%s', async (_, guarantees, spoil) => {
    expect(guarantees).toContain(await found(spoil));
  });
});

it('two runs that keep a thread busy are found in its log', () => {
  // The log is built by hand, because no store writes such a log.
  const event = (seq: number, runId: string, type: string) =>
    ({ seq, runId, type, threadId: 't', at: 0 }) as ThreadEvent;
  const log = ['a', 'b'].flatMap((runId, index) => [
    event(2 * index + 1, runId, 'run.queued'),
    event(2 * index + 2, runId, 'run.started'),
  ]);
  expect(() => readLog(log)).toThrow(expect.objectContaining({ guarantee: 'G3' }));
});

it('a history that failed is replayed exactly', async () => {
  const lost = rewriting((write) => (write.type === 'clearTimer' ? [] : [write]));
  const store = () => {
    const open = storeMaker('memory');
    return () => {
      const inner = open();
      return wrapStore(inner, lost(inner));
    };
  };
  const first = await simulate({ store, seed: 3, histories: 500 });
  const replay = first.failure?.replay;
  if (replay === undefined) throw new Error('Nothing was found.');
  const again = await simulate({ store, seed: 3, histories: 500, replay });
  expect(again.failure?.history).toBe(first.failure?.history);
  expect(String(again.failure?.error)).toBe(String(first.failure?.error));
});
