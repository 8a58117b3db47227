/** When a silent stream counts as lost. The test sends the bytes and moves the clock; the timers stand still. */
import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { type ConnectionState, connectThread } from '../src/client/index.ts';

const tellsOneMinute = 'event: heartbeat\nretry: 500\ndata: 60000\n\n';
const tellsNothing = 'retry: 500\n\n';

/** The listeners of the page, by the event's type. */
const listeners = new Map<string, () => void>();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] });
  vi.stubGlobal('addEventListener', (type: string, listener: () => void) =>
    listeners.set(type, listener),
  );
  vi.stubGlobal('removeEventListener', (type: string) => listeners.delete(type));
  onTestFinished(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    listeners.clear();
  });
});

/** Lets time pass by the wall clock alone, as in a sleep, and then looks at the page. */
function comeBackAfter(ms: number): void {
  vi.setSystemTime(Date.now() + ms);
  listeners.get('visibilitychange')?.();
}

interface Opened {
  signal: AbortSignal;
  send: (text: string) => Promise<void>;
  end: () => Promise<void>;
}

/**
 * A client, and the streams that it has opened.
 *
 * @param first text of the first stream
 * @param later text of each later stream. @default that of the first one
 */
async function connected(first: string, later = first) {
  const streams: Opened[] = [];
  const fetch = async (_: unknown, init?: RequestInit) => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    const settled = async (writing: Promise<void>) => {
      writing.catch(() => {});
      await eventLoopTurn();
    };
    const opened: Opened = {
      signal: init?.signal as AbortSignal,
      send: (text) => settled(writer.write(new TextEncoder().encode(text))),
      end: () => settled(writer.close()),
    };
    const text = streams.push(opened) === 1 ? first : later;
    if (text !== '') void opened.send(text);
    return new Response(readable);
  };
  const thread = connectThread({ url: 'http://example.test', threadId: 't1', fetch });
  const states: ConnectionState[] = [];
  thread.connection.subscribe((state) => void states.push(state));
  const { unsubscribe } = thread.subscribe(() => {});
  onTestFinished(unsubscribe);
  await eventLoopTurn();
  expect(states).toEqual(['connecting', 'open']);
  return { thread, streams, states, unsubscribe };
}

it.each([
  ['that tells its interval', tellsOneMinute, 60_000],
  ['that does not tell it', tellsNothing, 15_000],
  ['that tells no duration', 'event: heartbeat\ndata: soon\n\n', 15_000],
])('a server %s is silent after two intervals', async (_, first, heartbeatMs) => {
  const { streams, states } = await connected(first);
  comeBackAfter(2 * heartbeatMs - 1);
  expect([states.at(-1), streams.length]).toEqual(['open', 1]);
  comeBackAfter(1);
  expect([states.at(-1), streams.length]).toEqual(['lost', 2]);
  expect(streams.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  await eventLoopTurn();
  expect(states).toEqual(['connecting', 'open', 'lost', 'open']);
});

it('a part of a line is a sign of life', async () => {
  const { streams, states } = await connected(tellsOneMinute);
  for (const byte of ': x') {
    comeBackAfter(119_999);
    await streams[0]?.send(byte);
  }
  comeBackAfter(119_999);
  expect([states.at(-1), streams.length]).toEqual(['open', 1]);
});

it.each(['online', 'visibilitychange'])('a page looks at its connection at "%s"', async (type) => {
  const { states } = await connected(tellsOneMinute);
  vi.setSystemTime(Date.now() + 120_000);
  expect(states.at(-1)).toBe('open');
  listeners.get(type)?.();
  expect(states.at(-1)).toBe('lost');
});

it('a program notices within a second of waking that it has slept', async () => {
  const { states } = await connected(tellsOneMinute);
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(1_000);
  expect(states.at(-1)).toBe('lost');
});

it('a wall clock that is set back does not hide the silence', async () => {
  const { states } = await connected(tellsOneMinute);
  vi.setSystemTime(Date.now() - 3_600_000);
  vi.advanceTimersByTime(119_999);
  expect(states.at(-1)).toBe('open');
  vi.advanceTimersByTime(1);
  expect(states.at(-1)).toBe('lost');
});

it('a connection that brings nothing has more time if two before it brought nothing', async () => {
  const { streams } = await connected(tellsOneMinute, '');
  const opensAfter = async (intervals: number) => {
    const { length } = streams;
    vi.advanceTimersByTime(intervals * 60_000 - 1);
    expect(streams).toHaveLength(length);
    vi.advanceTimersByTime(1);
    expect(streams).toHaveLength(length + 1);
    await eventLoopTurn();
  };
  for (const intervals of [2, 2, 4, 8, 8]) await opensAfter(intervals);
  listeners.get('online')?.();
  await opensAfter(2);
  await streams.at(-1)?.send(tellsNothing);
  await opensAfter(2);
});

it('a stream that ends is connected again after its pause alone', async () => {
  const { streams, states } = await connected('event: heartbeat\nretry: 500\ndata: 100\n\n');
  comeBackAfter(0);
  await streams[0]?.end();
  vi.advanceTimersByTime(499);
  expect([states.at(-1), streams.length]).toEqual(['lost', 1]);
  vi.advanceTimersByTime(1);
  expect(streams).toHaveLength(2);
});

it('a silent stream whose fetch ignores the signal is not heard again', async () => {
  const { streams, states } = await connected(tellsOneMinute);
  comeBackAfter(120_000);
  await eventLoopTurn();
  expect(states.at(-1)).toBe('open');
  await streams[0]?.send(tellsNothing);
  await streams[0]?.end();
  expect(states).toEqual(['connecting', 'open', 'lost', 'open']);
  comeBackAfter(120_000);
  expect(states.at(-1)).toBe('lost');
});

it('nothing is watched once nobody subscribes', async () => {
  const { streams, states, unsubscribe } = await connected(tellsOneMinute);
  expect(listeners.size).toBe(2);
  unsubscribe();
  expect(listeners.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(3_600_000);
  expect([states.at(-1), streams.length]).toEqual(['idle', 1]);
});

it('who unsubscribes because the connection is lost leaves no request open', async () => {
  const { thread, streams, states, unsubscribe } = await connected(tellsOneMinute);
  thread.connection.subscribe((state) => {
    if (state === 'lost') unsubscribe();
  });
  comeBackAfter(120_000);
  await eventLoopTurn();
  expect(states.at(-1)).toBe('idle');
  expect(streams.filter(({ signal }) => !signal.aborted)).toEqual([]);
});

it('who unsubscribes in the pause before the next connection leaves no timer, and connects no more', async () => {
  const { streams, unsubscribe } = await connected(tellsNothing);
  await streams[0]?.end();
  unsubscribe();
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(3_600_000);
  expect(streams).toHaveLength(1);
});

it('a stream that waits to connect again is not watched', async () => {
  const { streams, states } = await connected('event: heartbeat\nretry: 3600000\ndata: 100\n\n');
  await streams[0]?.end();
  comeBackAfter(60_000);
  expect([states.at(-1), streams.length]).toEqual(['lost', 1]);
});
