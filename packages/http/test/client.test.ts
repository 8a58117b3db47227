/** The client: a thread as an actor, which outlasts its connection. */
import { answer, httpError, say, scripted } from '@perdure/providers/scripted';
import { ledProvider } from '@perdure/testkit/provider';
import { currentRun, InvalidPromptError, textOf, UnknownRunError } from '@perdure/thread';
import { expect, it, onTestFinished, vi } from 'vitest';
import {
  connectThread,
  InvalidUrlError,
  listThreads,
  type RemoteThread,
} from '../src/client/index.ts';
import { serve } from './server.ts';

function connect(url: string): RemoteThread {
  const thread = connectThread({ url: `${url}/api`, threadId: 't1' });
  const { unsubscribe } = thread.subscribe(() => {});
  onTestFinished(unsubscribe);
  return thread;
}

const stateOf = (thread: RemoteThread) => currentRun(thread.getSnapshot())?.state;

it('starts a run, sees it through and reads its answer', async () => {
  const { url } = await serve(scripted(answer('Rayleigh.')));
  const thread = connect(url);
  const { runId } = await thread.start({ prompt: 'Why?' });
  await expect.poll(() => stateOf(thread)).toBe('completed');
  expect(currentRun(thread.getSnapshot())?.id).toBe(runId);
  expect(thread.getSnapshot().messages.map(textOf)).toEqual(['Why?', 'Rayleigh.']);
});

it('steers a run by its id', async () => {
  const { url } = await serve(scripted([httpError(503)], answer('At once.')));
  const thread = connect(url);
  const { runId } = await thread.start({ prompt: 'Why?' });
  await expect.poll(() => stateOf(thread)).toBe('retrying');
  expect(await thread.send(runId, { type: 'run.retryNow' })).toEqual({ accepted: true });
  await expect.poll(() => stateOf(thread)).toBe('completed');
  expect(await thread.send(runId, { type: 'run.cancel' })).toEqual({
    accepted: false,
    reason: 'settled',
  });
});

it('says what was refused, by status and code', async () => {
  const { url } = await serve(scripted(answer('Yes.')));
  const thread = connect(url);
  await expect(thread.start({ prompt: ' ' })).rejects.toThrow(InvalidPromptError);
  await expect(thread.send('nobody', { type: 'run.cancel' })).rejects.toThrow(UnknownRunError);
});

it('says that nobody answers', async () => {
  const thread = connectThread({ url: 'http://127.0.0.1:1/api', threadId: 't1' });
  await expect(thread.start({ prompt: 'Why?' })).rejects.toMatchObject({
    name: 'HttpError',
    status: 0,
  });
});

it('gives up a request that is not answered, and says that it may have arrived', async () => {
  const fetch: typeof globalThis.fetch = (_, init) =>
    new Promise((_, reject) => {
      const { signal } = init as { signal: AbortSignal };
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  const options = { url: 'http://example.test/api', fetch, timeoutMs: 1 };
  const thread = connectThread({ ...options, threadId: 't1' });
  const file = { type: 'file' as const, data: btoa('GIF89a') };
  for (const request of [
    () => thread.start({ prompt: 'Why?' }),
    () => thread.start({ prompt: [file] }),
    () => thread.send('r1', { type: 'run.cancel' }),
    () => thread.message('m1'),
    () => thread.file('aa'),
    () => listThreads(options),
  ])
    await expect(request()).rejects.toMatchObject({
      name: 'HttpError',
      status: 0,
      message: expect.stringContaining('It may have received the request'),
    });
});

it.each([
  [{ timeoutMs: -1 }, /timeoutMs/],
  [{ fetch: 5 as never }, /fetch/],
  [{ timeout: 5 } as object, /timeout/],
  [{ url: 5 as never }, /url/],
])('a list of threads with %o is refused before anything is sent', async (wrong, message) => {
  await expect(listThreads({ url: 'http://example.test/api', ...wrong })).rejects.toMatchObject({
    name: 'InvalidOptionError',
    message: expect.stringMatching(message),
  });
});

it.each([
  ['a page of a proxy', () => new Response('<p>Sign in</p>')],
  ['nothing', () => new Response(null, { status: 204 })],
  ['null', () => Response.json(null)],
  [
    'a code of ours without its fields',
    () => Response.json({ code: 'unknown-run' }, { status: 502 }),
  ],
])('an answer that is %s is an HttpError', async (_, respond) => {
  const fetch = async () => respond();
  const thread = connectThread({ url: 'http://example.test/api', threadId: 't1', fetch });
  const isHttpError = { name: 'HttpError', status: respond().status };
  await expect(thread.start({ prompt: 'Why?' })).rejects.toMatchObject(isHttpError);
  await expect(thread.message('m1')).rejects.toMatchObject(isHttpError);
  await expect(thread.events(0)).rejects.toMatchObject(isHttpError);
});

it('is open once, and not after the last has left, also for who subscribes in a callback', async () => {
  const { url, runtime } = await serve(scripted(answer('Yes.')));
  const thread = connectThread({ url: `${url}/api`, threadId: 't1' });
  const inner: { unsubscribe(): void }[] = [];
  for (const state of ['connecting', 'idle']) {
    let isFirst = true;
    thread.connection.subscribe((now) => {
      if (now !== state || !isFirst) return;
      isFirst = false;
      inner.push(thread.subscribe(() => {}));
    });
  }
  const outer = thread.subscribe(() => {});
  await expect.poll(() => thread.connection.getSnapshot()).toBe('open');
  outer.unsubscribe();
  for (const { unsubscribe } of inner.splice(0)) unsubscribe();
  for (const { unsubscribe } of inner.splice(0)) unsubscribe();
  expect(thread.connection.getSnapshot()).toBe('idle');
  await runtime.thread('t1').start({ prompt: 'Why?' });
  expect(thread.getSnapshot().runs).toEqual([]);
});

it('asks for one thread alone, whatever characters its id has', async () => {
  const paths: string[] = [];
  const thread = connectThread({
    url: 'http://example.test/api',
    threadId: '../demo/kill?',
    fetch: async (input) => {
      paths.push(new URL(String(input)).pathname);
      return Response.json({ runId: 'x' });
    },
  });
  await thread.start({ prompt: 'Why?' });
  await thread.send('../../other', { type: 'run.cancel' });
  expect(paths).toEqual([
    '/api/threads/..%2Fdemo%2Fkill%3F/runs',
    '/api/threads/..%2Fdemo%2Fkill%3F/runs/..%2F..%2Fother/commands',
  ]);
});

it('whose first subscription failed is opened by the next', async () => {
  const { url } = await serve(scripted(answer('Yes.')));
  const thread = connectThread({ url: '/api', threadId: 't1' });
  expect(() => thread.subscribe(() => {})).toThrow(InvalidUrlError); // no location here
  vi.stubGlobal('location', { href: `${url}/` });
  onTestFinished(() => void vi.unstubAllGlobals());
  const { unsubscribe } = thread.subscribe(() => {});
  onTestFinished(unsubscribe);
  await expect.poll(() => thread.connection.getSnapshot()).toBe('open');
});

it('comes back when its connection is cut in the middle of a message, and loses not a word', async () => {
  const { provider, send: tell } = ledProvider();
  const { url, cut } = await serve(provider);
  const thread = connect(url);
  await expect.poll(() => thread.connection.getSnapshot()).toBe('open');
  await thread.start({ prompt: 'Why?' });
  tell({ type: 'text', text: 'The sky ' });
  await expect.poll(() => thread.getSnapshot().messages.map(textOf)).toContain('The sky ');
  cut();
  tell({ type: 'text', text: 'is blue.' }, { type: 'finish', reason: 'stop' });
  await expect.poll(() => stateOf(thread), { timeout: 10_000 }).toBe('completed');
  expect(thread.getSnapshot().messages.map(textOf)).toEqual(['Why?', 'The sky is blue.']);
  expect(thread.connection.getSnapshot()).toBe('open');
});

it('can be made where there is no location, and only looks there', () => {
  const thread = connectThread({ url: '/api', threadId: 't1' });
  expect(thread.getSnapshot().messages).toEqual([]);
});

it('is idle while nobody subscribes, and takes up where it was', async () => {
  const { url } = await serve(scripted(answer('One.'), answer('Two.')));
  const thread = connectThread({ url: `${url}/api`, threadId: 't1' });
  expect(thread.connection.getSnapshot()).toBe('idle');
  const first = thread.subscribe(() => {});
  await thread.start({ prompt: '1' });
  await expect.poll(() => stateOf(thread)).toBe('completed');
  first.unsubscribe();
  expect(thread.connection.getSnapshot()).toBe('idle');
  await thread.start({ prompt: '2' });
  const second = thread.subscribe(() => {});
  await expect
    .poll(() => thread.getSnapshot().messages.map(textOf))
    .toEqual(['1', 'One.', '2', 'Two.']);
  second.unsubscribe();
});

it('whose server has another log than before reads that one from the start', async () => {
  const first = await serve(scripted(answer('One.')));
  const second = await serve(scripted(answer('Other.')));
  await second.runtime.thread('t1').start({ prompt: 'Else?' });
  let url = first.url;
  const thread = connectThread({
    url: `${first.url}/api`,
    threadId: 't1',
    fetch: (input, init) => fetch(String(input).replace(first.url, url), init),
  });
  const { unsubscribe } = thread.subscribe(() => {});
  onTestFinished(unsubscribe);
  for (const prompt of ['1', '2', '3']) await thread.start({ prompt });
  await expect.poll(() => thread.getSnapshot().messages).toHaveLength(6);
  url = second.url;
  first.cut();
  await expect
    .poll(() => thread.getSnapshot().messages.map(textOf), { timeout: 10_000 })
    .toEqual(['Else?', 'Other.']);
});

it('reads threads, events and a half that was discarded', async () => {
  const { url } = await serve(scripted([...say('Half'), httpError(503)], answer('Whole.')));
  const thread = connect(url);
  const { runId } = await thread.start({ prompt: 'Why?', model: 'small' });
  await expect.poll(() => stateOf(thread)).toBe('retrying');
  await thread.send(runId, { type: 'run.retryNow' });
  await expect.poll(() => stateOf(thread)).toBe('completed');
  expect(await listThreads({ url: `${url}/api` })).toMatchObject([
    { id: 't1', title: 'Why?', state: 'completed' },
  ]);
  const { seq } = thread.getSnapshot();
  expect(await thread.events(seq - 1)).toMatchObject([{ type: 'run.completed', seq }]);
  const discarded = currentRun(thread.getSnapshot())?.attempts[0]?.discarded ?? '';
  expect(await thread.message(discarded)).toMatchObject({ status: 'discarded' });
  expect(await thread.message('nobody')).toBeUndefined();
});

it('asks for an answer again, in the place of the first', async () => {
  const { url } = await serve(scripted(answer('One.'), answer('Two.')));
  const thread = connect(url);
  const { runId } = await thread.start({ prompt: 'Why?' });
  await expect.poll(() => stateOf(thread)).toBe('completed');
  await thread.start({ prompt: 'Why?', replaces: runId });
  await expect.poll(() => thread.getSnapshot().messages.map(textOf)).toEqual(['Why?', 'Two.']);
  await expect(thread.start({ prompt: 'Why?', replaces: runId })).rejects.toThrow(
    `Run '${runId}' can't be replaced: it was replaced already.`,
  );
});
