/** What is left of a client's requests once they are over; and addresses that lead nowhere else. */
import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import { answer, scripted } from '@perdure/providers/scripted';
import { InvalidIdError } from '@perdure/thread';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { connectThread, InvalidUrlError, listThreads } from '../src/client/index.ts';
import { serve } from './server.ts';

const opening = 'event: heartbeat\ndata: 15000\nretry: 500\n\n';

/** A body that never ends by itself, and tells whether it was cancelled. */
function endless(text: string) {
  const state = { isCancelled: false };
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(text)),
    cancel() {
      state.isCancelled = true;
    },
  });
  return { body, state };
}

/** A thread whose streams are answered in this order, the last one again and again. */
function answeredWith(...answers: { status?: number; text: string }[]) {
  const states: { isCancelled: boolean }[] = [];
  const requests: RequestInit[] = [];
  const thread = connectThread({
    url: 'http://example.test/api',
    threadId: 't1',
    // This `fetch` ignores the signal, as one of an app may.
    fetch: async (_, init = {}) => {
      const next = answers[Math.min(requests.length, answers.length - 1)] ?? { text: '' };
      requests.push(init);
      const { body, state } = endless(next.text);
      states.push(state);
      return new Response(body, { status: next.status ?? 200 });
    },
  });
  return { thread, states, requests };
}

function fakeTimers(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
}

it('who unsubscribes closes its connection to the server', async () => {
  const { url, subscriptions } = await serve(scripted(answer('Yes.')));
  const thread = connectThread({ url: `${url}/api`, threadId: 't1' });
  const { unsubscribe } = thread.subscribe(() => {});
  await expect.poll(subscriptions).toBe(1);
  unsubscribe();
  await expect.poll(subscriptions).toBe(0);
});

it('nothing is left of a stream that nobody subscribes to any more', async () => {
  fakeTimers();
  const { thread, states, requests } = answeredWith({ text: opening });
  const { unsubscribe } = thread.subscribe(() => {});
  await eventLoopTurn();
  expect(vi.getTimerCount()).toBe(1);
  unsubscribe();
  await eventLoopTurn();
  expect([states, requests[0]?.signal?.aborted, vi.getTimerCount()]).toEqual([
    [{ isCancelled: true }],
    true,
    0,
  ]);
});

it('a stream that was asked for and left before its answer is cancelled', async () => {
  const { thread, states } = answeredWith({ text: opening });
  thread.subscribe(() => {}).unsubscribe();
  await eventLoopTurn();
  expect(states).toEqual([{ isCancelled: true }]);
});

it.each([503, 404, 410])('a refusal with %i is cancelled, and asked again', async (status) => {
  fakeTimers();
  const { thread, states } = answeredWith({ status, text: 'Wait.' }, { text: opening });
  const { unsubscribe } = thread.subscribe(() => {});
  onTestFinished(unsubscribe);
  await eventLoopTurn();
  expect(states).toEqual([{ isCancelled: true }]);
  vi.advanceTimersByTime(2_000);
  await eventLoopTurn();
  expect([thread.connection.getSnapshot(), states.length]).toEqual(['open', 2]);
});

it('an answer without a body is no stream: the client asks again', async () => {
  fakeTimers();
  let requests = 0;
  const thread = connectThread({
    url: 'http://example.test/api',
    threadId: 't1',
    fetch: async () =>
      requests++ === 0 ? new Response(null, { status: 204 }) : new Response(endless(opening).body),
  });
  onTestFinished(thread.subscribe(() => {}).unsubscribe);
  await eventLoopTurn();
  expect(thread.connection.getSnapshot()).toBe('lost');
  vi.advanceTimersByTime(2_000);
  await eventLoopTurn();
  expect(thread.connection.getSnapshot()).toBe('open');
});

const queued = '{"type":"run.queued","runId":"r1","threadId":"t1","at":0,"seq":1}';

it.each(['{', 'null', '1', '[]', '{}', '{"type":"run.started"}', '{"type":"message.delta"}'])(
  'an item that is none, %s, ends the request, and is asked for again',
  async (item) => {
    fakeTimers();
    const text = `${opening}data: ${queued}\nid: 1\n\ndata: ${item}\nid: 2\n\n`;
    const { thread, states, requests } = answeredWith({ text }, { text: opening });
    const { unsubscribe } = thread.subscribe(() => {});
    onTestFinished(unsubscribe);
    await eventLoopTurn();
    expect([thread.connection.getSnapshot(), states[0]]).toEqual(['lost', { isCancelled: true }]);
    expect(thread.getSnapshot().seq).toBe(1);
    vi.advanceTimersByTime(500);
    await eventLoopTurn();
    expect([thread.connection.getSnapshot(), requests[1]?.headers]).toMatchObject([
      'open',
      { 'Last-Event-ID': '1' },
    ]);
  },
);

describe('an address', () => {
  it.each(['../demo/kill?', 'a/b', 'a?b#c', '%2e%2e', 'ä ö', '\\..\\x', '?', '#', ';='])(
    'carries the ids %j, each as one segment',
    async (id) => {
      const paths: string[] = [];
      const thread = connectThread({
        url: 'http://example.test/api/',
        threadId: id,
        fetch: async (url) => {
          paths.push(new URL(String(url)).pathname);
          return Response.json({});
        },
      });
      await thread.start({ prompt: 'Why?' });
      await thread.send(id, { type: 'run.cancel' });
      await thread.message(id);
      await thread.events(0);
      await thread.file(id).catch(() => {});
      const segment = encodeURIComponent(id);
      expect(paths).toEqual(
        [
          'runs',
          `runs/${segment}/commands`,
          `messages/${segment}`,
          'events',
          `files/${segment}`,
        ].map((rest) => `/api/threads/${segment}/${rest}`),
      );
    },
  );

  it.each(['', '.', '..', '\ud800', 'x'.repeat(201)])('has no thread id %j', (threadId) => {
    expect(() => connectThread({ url: '/api', threadId })).toThrow(InvalidIdError);
  });

  it.each([
    '/api?token=1',
    '/api#top',
    'http://example.test/api?',
    'ftp://example.test/api',
    'javascript:alert(1)',
    'http://',
    'http://user:secret@example.test/api',
  ])('of the server is not %j', async (url) => {
    expect(() => connectThread({ url, threadId: 't1' })).toThrow(InvalidUrlError);
    await expect(listThreads({ url })).rejects.toThrow(InvalidUrlError);
  });

  it.each([
    ['http://example.test', '/threads'],
    ['http://example.test/', '/threads'],
    ['http://example.test/api//', '/api/threads'],
    ['/api/', '/api/threads'],
    ['', '/threads'],
  ])('of the server may be %j', async (url, path) => {
    const paths: string[] = [];
    const fetch = async (asked: unknown) => {
      paths.push(new URL(String(asked), 'http://example.test').pathname);
      return Response.json([]);
    };
    await listThreads({ url, fetch });
    expect(paths).toEqual([path]);
  });
});
