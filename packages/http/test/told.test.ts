/** Over HTTP: what is answered agrees with the record, and a connection that failed once can be had again. */
import { answer, hang, scripted } from '@perdure/providers/scripted';
import { currentRun } from '@perdure/thread';
import { expect, it, onTestFinished, vi } from 'vitest';
import { connectThread } from '../src/client/index.ts';
import { serve } from './server.ts';

it('a start that close() has recorded is answered with 201, and a later one with 503', async () => {
  const { url, runtime } = await serve(scripted([hang]));
  const post = (runId: string) =>
    fetch(`${url}/api/threads/t1/runs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ prompt: 'Charge the card.', runId }),
    });
  const recorded: string[] = [];
  runtime.thread('t1').events$.subscribe({
    next: (event) => {
      if (event.type !== 'run.queued') return;
      recorded.push(event.runId);
      void runtime.close();
    },
  });
  const [first, ...others] = await Promise.all(['r1', 'r2', 'r3'].map(post));
  const late = await post('r4');
  const answered = await Promise.all(
    [first, ...others].map(async (response) =>
      response?.status === 201 ? ((await response.json()) as { runId: string }).runId : undefined,
    ),
  );
  expect(answered.filter((id) => id !== undefined).length).toBeGreaterThan(0);
  expect(late.status).toBe(503);
  // Its subscriber is let go at the end of the runtime, so the record is read from the answers of its own batch.
  for (const runId of recorded) expect(answered).toContain(runId);
});

it.each([
  [
    'throws at once',
    () => {
      throw new Error('offline');
    },
  ],
  [
    'is aborted by somebody else',
    async () => {
      throw new DOMException('x', 'AbortError');
    },
  ],
  ['is answered by a proxy', async () => new Response(null, { status: 204 })],
  ['rejects with nothing', () => Promise.reject()],
] as const)('a connection of which the first request %s is had again', async (_, failing) => {
  const { url } = await serve(scripted(answer('Yes.')));
  let calls = 0;
  const thread = connectThread({
    url: `${url}/api`,
    threadId: 't1',
    fetch: (...request) =>
      `${request[0]}`.endsWith('/stream') && calls++ === 0 ? failing() : fetch(...request),
  });
  onTestFinished(thread.subscribe(() => {}).unsubscribe);
  await thread.start({ prompt: 'Why?' });
  await expect
    .poll(() => currentRun(thread.getSnapshot())?.state, { timeout: 10_000 })
    .toBe('completed');
});

it('an observer that throws is reported, and the others and the connection go on', async () => {
  const { url } = await serve(scripted(answer('Yes.')));
  const boom = new Error('An observer that throws.');
  const errors: unknown[] = [];
  const thread = connectThread({
    url: `${url}/api`,
    threadId: 't1',
    onError: (error) => errors.push(error),
  });
  const states = vi.fn();
  for (const readable of [thread, thread.connection])
    onTestFinished(
      readable.subscribe(() => {
        throw boom;
      }).unsubscribe,
    );
  onTestFinished(thread.connection.subscribe(states).unsubscribe);
  onTestFinished(thread.subscribe(states).unsubscribe);
  await thread.start({ prompt: 'Why?' });
  await expect.poll(() => currentRun(thread.getSnapshot())?.state).toBe('completed');
  expect(new Set(errors)).toEqual(new Set([boom]));
  expect(states.mock.calls.length).toBe(errors.length);
});

it('a request that nobody awaits does not end the process when it fails', async () => {
  const died: unknown[] = [];
  const note = (error: unknown) => void died.push(error);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  const thread = connectThread({ url: 'http://127.0.0.1:1/api', threadId: 't1' });
  const kept = [
    thread.start({ prompt: 'Why?' }),
    thread.send('r1', { type: 'run.cancel' }),
    thread.upload({ data: new Uint8Array([1]) }),
  ];
  for (const promise of kept) await expect.soft(promise).rejects.toMatchObject({ status: 0 });
  const forgotten = thread.start({ prompt: 'Why?' });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(died).toEqual([]);
  await expect(forgotten).rejects.toMatchObject({ name: 'HttpError' });
});
