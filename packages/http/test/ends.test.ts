/** What is left once a reader of a stream is over: no subscription, no timer, no socket. And what it may cost before. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import { createRuntime, type Runtime } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { type LocalStore, wrapStore } from '@perdure/runtime/store';
import { type LedProvider, ledProvider } from '@perdure/testkit/provider';
import type { StreamItem } from '@perdure/thread';
import type { Hono } from 'hono';
import { Subject } from 'rxjs';
import { expect, it, onTestFinished, vi } from 'vitest';
import { type ThreadRoutesOptions, threadRoutes } from '../src/server/index.ts';
import { counted } from './counted.ts';

const path = '/threads/t1/stream';

interface World extends LedProvider {
  app: Hono;
  runtime: Runtime;
  store: LocalStore;
  subscriptions: () => number;
  /** Events that were read from the log. */
  eventsRead: () => number;
  /** From now on, the log can't be read. */
  breakLog: () => void;
}

async function world(options: ThreadRoutesOptions = {}): Promise<World> {
  const led = ledProvider();
  const memory = memoryStore();
  let read = 0;
  let isBroken = false;
  const store = wrapStore(memory, {
    events(...page) {
      if (isBroken) throw new Error('The disk is gone.');
      const events = memory.events(...page);
      read += events.length;
      return events;
    },
  });
  const inner = await createRuntime({ store, provider: led.provider });
  onTestFinished(() => inner.close());
  const { runtime, subscriptions } = counted(inner);
  return {
    ...led,
    store,
    runtime,
    subscriptions,
    app: threadRoutes(runtime, options),
    eventsRead: () => read,
    breakLog: () => (isBroken = true),
  };
}

/** Records so many messages in the thread, past the runtime. */
function record(store: LocalStore, count: number, length = 10): void {
  const said = { runId: 'r1', role: 'user', status: 'completed' } as const;
  for (let index = 0; index < count; index++) {
    const parts = [{ type: 'text', text: 'x'.repeat(length) } as const];
    const fact = {
      type: 'message.completed',
      message: { ...said, id: `m${index}`, parts },
    } as const;
    void store.commit([{ type: 'appendEvent', threadId: 't1', runId: 'r1', fact, at: index }]);
  }
}

async function listen(app: Hono): Promise<{ server: Server; port: number }> {
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { server, port: (server.address() as AddressInfo).port };
}

/** A connection that has asked for the stream, and reads nothing. */
function ask(port: number): Socket {
  const socket = connect(port, '127.0.0.1').pause();
  onTestFinished(() => void socket.destroy());
  socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
  return socket;
}

const connections = (server: Server): Promise<number> =>
  new Promise((resolve) => server.getConnections((_, count) => resolve(count)));

const readerOf = ({ body }: Response): ReadableStreamDefaultReader<Uint8Array> => {
  if (body === null) throw new Error('No body.');
  return body.getReader();
};

const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

/** The ids of all frames, until the text of one contains the end. */
async function idsUntil(reader: ReadableStreamDefaultReader<Uint8Array>, end: string) {
  let text = '';
  while (!text.includes(end)) text += textOf((await reader.read()).value);
  return [...text.matchAll(/^id: (.*)$/gm)].map(([, id]) => id);
}

const timers = () => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });

it.each([
  ['in pieces of one text', { maxWaitingBytes: 100_000 }, 100_000],
  ['in many items', { maxWaitingItems: 10 }, 20_000],
])(
  'a reader that reads nothing is let go, and its socket is closed: %s',
  async (_, options, length) => {
    const { app, runtime, send, subscriptions } = await world(options);
    const { server, port } = await listen(app);
    await runtime.thread('t1').start({ prompt: 'Why?' });
    const socket = ask(port);
    await expect.poll(subscriptions).toBe(1);
    for (let piece = 0; subscriptions() > 0 && piece < 20_000; piece++) {
      if (length > 50_000) send({ type: 'text', text: 'x'.repeat(length) });
      else
        send(
          { type: 'text', text: 'x'.repeat(length) },
          { type: 'reasoning', text: 'x'.repeat(length) },
        );
      await eventLoopTurn();
    }
    expect(subscriptions()).toBe(0);
    await expect.poll(() => connections(server)).toBe(0);
    expect(socket.destroyed).toBe(false);
  },
);

it('pieces of one text are joined up to the bound of what may wait, and not beyond', async () => {
  const { app, runtime, send, subscriptions } = await world({ maxWaitingBytes: 1_000_000 });
  await runtime.thread('t1').start({ prompt: 'Why?' });
  const reader = readerOf(await app.request(path));
  const readUntilItIsLive = async () => {
    while (subscriptions() === 0) await reader.read();
  };
  void readUntilItIsLive();
  await expect.poll(subscriptions).toBe(1);
  for (let piece = 0; piece < 10; piece++) {
    send({ type: 'text', text: 'x'.repeat(100_000) });
    await eventLoopTurn();
  }
  expect(subscriptions()).toBe(0);
  await expect(reader.read()).rejects.toThrow('The reader does not read.');
});

it('a reader that has stopped reading does not have the log read ahead, and is given all of it, once', async () => {
  const { app, store, subscriptions, eventsRead } = await world();
  record(store, 3_000);
  const reader = readerOf(await app.request(path));
  await eventLoopTurn();
  expect(eventsRead()).toBeGreaterThan(0);
  expect(eventsRead()).toBeLessThan(1_500);
  expect(subscriptions()).toBe(0);
  const ids = await idsUntil(reader, 'id: 3000\n');
  expect(ids).toEqual(Array.from({ length: 3_000 }, (_, index) => `${index + 1}`));
  await reader.cancel();
});

it('a log of long messages is read a few at a time', async () => {
  const { app, store, eventsRead } = await world();
  record(store, 40, 200_000);
  await app.request(path);
  expect(eventsRead()).toBeGreaterThan(0);
  expect(eventsRead()).toBeLessThan(20);
});

it('a reader that waits is not let go for what comes at once: it reads on from the log', async () => {
  const { app, runtime, store } = await world({ maxWaitingItems: 3 });
  const reader = readerOf(await app.request(path));
  await reader.read();
  const next = reader.read();
  await eventLoopTurn();
  await Promise.all(
    Array.from({ length: 10 }, (_, index) => runtime.thread('t1').start({ prompt: `${index}` })),
  );
  const last = store.events('t1', 0, 500).at(-1)?.seq ?? 0;
  const first = textOf((await next).value);
  const ids = [...first.matchAll(/^id: (.*)$/gm)].map(([, id]) => id);
  if (ids.length < last) ids.push(...(await idsUntil(reader, `id: ${last}\n`)));
  expect(ids).toEqual(Array.from({ length: last }, (_, index) => `${index + 1}`));
  await reader.cancel();
});

it('HEAD is answered with the headers alone, and subscribes to nothing', async () => {
  const { app, subscriptions } = await world();
  const response = await app.request(path, { method: 'HEAD' });
  expect([response.status, response.headers.get('content-type'), response.body]).toEqual([
    200,
    'text/event-stream',
    null,
  ]);
  expect(subscriptions()).toBe(0);
});

it('a response that nobody reads leaves no subscription and no timer', async () => {
  timers();
  onTestFinished(() => void vi.useRealTimers());
  const { app, subscriptions } = await world();
  await app.request(path);
  await app.request(path, { signal: AbortSignal.abort() });
  await eventLoopTurn();
  expect([subscriptions(), vi.getTimerCount()]).toEqual([0, 0]);
});

it.each<
  [string, (world: World, reader: ReadableStreamDefaultReader, request: AbortController) => void]
>([
  ['the reader has gone', (_, reader) => void reader.cancel()],
  ['its request is aborted', (_, __, request) => request.abort()],
  ['the runtime is closed', ({ runtime }) => runtime.close()],
])('nothing is left once %s', async (_, end) => {
  timers();
  onTestFinished(() => void vi.useRealTimers());
  const open = await world();
  const request = new AbortController();
  const sent = new Request(`http://x${path}`, { signal: request.signal });
  const removed = vi.spyOn(sent.signal, 'removeEventListener');
  const reader = readerOf(await open.app.fetch(sent));
  await reader.read();
  const reading = reader.read();
  await eventLoopTurn();
  expect([open.subscriptions(), vi.getTimerCount()]).toEqual([1, 1]);
  end(open, reader, request);
  if (!request.signal.aborted) expect((await reading).done).toBe(true);
  await eventLoopTurn();
  expect([open.subscriptions(), vi.getTimerCount()]).toEqual([0, 0]);
  expect(removed).toHaveBeenCalledTimes(1);
});

it('a log that can not be read any more ends the stream, and nothing is left', async () => {
  timers();
  onTestFinished(() => void vi.useRealTimers());
  const { app, store, subscriptions, breakLog } = await world();
  record(store, 2_000);
  const reader = readerOf(await app.request(path));
  breakLog();
  let isDone = false;
  while (!isDone) isDone = (await reader.read()).done;
  expect([subscriptions(), vi.getTimerCount()]).toEqual([0, 0]);
});

it('an item that is no JSON ends the stream, and not the process', async () => {
  const items = new Subject<StreamItem>();
  const thread = () => ({ stream: () => items });
  const reader = readerOf(await threadRoutes({ thread } as unknown as Runtime).request(path));
  await reader.read();
  const reading = reader.read();
  await eventLoopTurn();
  items.next({ type: 'run.started', seq: 1n } as unknown as StreamItem);
  expect((await reading).done).toBe(true);
  expect(items.observed).toBe(false);
});

it('a reader that takes nothing is sent one comment at most, and is let go after eight intervals', async () => {
  timers();
  onTestFinished(() => void vi.useRealTimers());
  const { app, subscriptions } = await world({ heartbeatMs: 1_000 });
  const reader = readerOf(await app.request(path));
  await reader.read();
  const waiting = reader.read();
  await eventLoopTurn();
  vi.advanceTimersByTime(1_000);
  expect(textOf((await waiting).value)).toBe(': \n\n');
  vi.advanceTimersByTime(7_999);
  expect(subscriptions()).toBe(1);
  vi.advanceTimersByTime(1);
  expect([subscriptions(), vi.getTimerCount()]).toEqual([0, 0]);
  await expect(reader.read()).rejects.toThrow('The reader does not read.');
});

it.each([
  [{ heartbeatMs: 0 }],
  [{ heartbeatMs: Number.NaN }],
  [{ heartbeatMs: 2 ** 31 }],
  [{ maxWaitingItems: 0 }],
  [{ maxWaitingBytes: -1 }],
  [{ maxWaitingBytes: Number.POSITIVE_INFINITY }],
])('the option %o is refused', async (options) => {
  await expect(world(options)).rejects.toThrow(RangeError);
});
