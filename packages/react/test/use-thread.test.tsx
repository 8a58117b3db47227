/** A chat screen on `useThread`, over a real server: sends, streams, stops, retries, edits, answers. */
import './browser.ts';

import { answer, httpError, say, scripted } from '@perdure/providers/scripted';
import { ledProvider } from '@perdure/testkit/provider';
import { type Thread, textOf } from '@perdure/thread';
import { StrictMode } from 'react';
import { expect, test } from 'vitest';
import { type ThreadState, useThread } from '../src/index.ts';
import { show } from './dom.ts';
import { eventually } from './eventually.ts';
import { serve } from './server.ts';

interface Props {
  thread: Thread;
  limit?: number;
  onRender: (state: ThreadState) => void;
}

function Chat({ thread, limit, onRender }: Props) {
  const state = useThread(thread, limit === undefined ? {} : { limit });
  onRender(state);
  return <pre>{state.messages.map((message) => `${message.role}: ${textOf(message)}\n`)}</pre>;
}

/** Shows a thread as text. `state` returns the hook's last result, `seen` each status once per change. */
function showThread(thread: Thread, limit?: number) {
  let last: ThreadState | undefined;
  const seen: string[] = [];
  const onRender = (state: ThreadState) => {
    last = state;
    if (seen.at(-1) !== state.status) seen.push(state.status);
  };
  const page = show(
    <StrictMode>
      <Chat thread={thread} onRender={onRender} {...(limit !== undefined && { limit })} />
    </StrictMode>,
  );
  const state = (): ThreadState => {
    if (last === undefined) throw new Error('It has not rendered.');
    return last;
  };
  return { page, state, seen, shown: eventually(() => last !== undefined) };
}

const lines = (...all: string[]) => all.map((line) => `${line}\n`).join('');

test('sends, waits, streams and is ready again', async () => {
  const { provider, send: tell } = ledProvider();
  const { thread } = await serve(provider);
  const { page, state, seen, shown } = showThread(thread);
  await shown.toBe(true);
  expect(state()).toMatchObject({ messages: [], status: 'ready', run: undefined, retry: null });

  expect(await state().start('Why?')).toBe(true);
  await eventually(() => state().run?.state).toBe('running');
  expect(state().status).toBe('submitted');
  tell({ type: 'text', text: 'Ray' });
  await eventually(page.text).toBe(lines('user: Why?', 'assistant: Ray'));
  expect(state().status).toBe('streaming');
  tell({ type: 'text', text: 'leigh.' }, { type: 'finish', reason: 'stop' });
  await eventually(() => state().status).toBe('ready');
  expect(page.text()).toBe(lines('user: Why?', 'assistant: Rayleigh.'));
  expect(seen).toEqual(['ready', 'submitted', 'streaming', 'ready']);
});

test('shows a retry, begins it at once on request, and drops it once it has succeeded', async () => {
  const { thread } = await serve(scripted([...say('The sky '), httpError(503)], answer('Blue.')));
  const { page, state, shown } = showThread(thread);
  await shown.toBe(true);
  await state().start('Why?');
  await eventually(() => state().run?.state).toBe('retrying');
  expect(state()).toMatchObject({
    status: 'submitted',
    error: null,
    retry: { retryCount: 1, maxRetries: 10, failure: { kind: 'serverError' } },
  });
  expect(state().retry?.retryAt).toBeGreaterThan(0);
  expect(page.text()).toBe(lines('user: Why?'));
  expect(await state().retryNow()).toBe(true);
  await eventually(() => state().status).toBe('ready');
  expect(state().retry).toBeNull();
  expect(page.text()).toBe(lines('user: Why?', 'assistant: Blue.'));
});

test('a failed run is the error, until another run starts', async () => {
  const { thread } = await serve(scripted([httpError(401)], answer('Blue.')));
  const { page, state, shown } = showThread(thread);
  await shown.toBe(true);
  await state().start('Why?');
  await eventually(() => state().status).toBe('error');
  expect(state()).toMatchObject({ error: { kind: 'unauthorized' }, retry: null });
  expect(await state().regenerate()).toBe(true);
  await eventually(() => state().status).toBe('ready');
  expect(state().error).toBeNull();
  expect(page.text()).toBe(lines('user: Why?', 'assistant: Blue.'));
});

test('resumes a failed run with what it had done', async () => {
  const result = { type: 'toolResult', id: 'a', name: 'order', output: 'ordered' } as const;
  const call = { type: 'toolCall', id: 'a', name: 'order', input: {} } as const;
  const provider = scripted([call, result, httpError(401)], answer('Ordered.'));
  const { thread } = await serve(provider);
  const { page, state, shown } = showThread(thread);
  await shown.toBe(true);
  await state().start('Order it');
  await eventually(() => state().status).toBe('error');
  expect(await state().resume()).toBe(true);
  await eventually(() => state().status).toBe('ready');
  expect(page.text()).toBe(lines('user: Order it', 'assistant: ', 'assistant: Ordered.'));
  expect(provider.requests[1]?.messages[1]?.parts).toEqual([call, result]);
  expect(await state().resume()).toBe(false);
});

test('says why the queue is held, and goes on with it, or cancels it', async () => {
  const { provider, call } = ledProvider();
  const { thread } = await serve(provider);
  const { state, shown } = showThread(thread);
  await shown.toBe(true);
  for (const prompt of ['1', '2', '3']) await state().start(prompt);
  await eventually(() => thread.getSnapshot().runs.length).toBe(3);
  const fail = async (at: number) =>
    (await call(thread.getSnapshot().runs[at]?.id ?? '')).fail(
      Object.assign(new Error('Unauthorized'), { statusCode: 401 }),
    );
  await fail(0);
  await eventually(() => state().held).toMatchObject({
    failure: { kind: 'unauthorized' },
    count: 2,
  });
  expect(state()).toMatchObject({ status: 'error', error: { kind: 'unauthorized' } });
  expect(await state().startQueued()).toBe(true);
  await eventually(() => state().held).toBeNull();
  await fail(1);
  await eventually(() => state().held?.count).toBe(1);
  expect(await state().regenerate()).toBe(true);
  await eventually(() => thread.getSnapshot().runs[1]?.state).toBe('running');
  expect(thread.getSnapshot().runs[2]?.state).toBe('queued');
  await fail(1);
  await eventually(() => state().held?.count).toBe(1);
  expect(await state().cancelQueued()).toBe(true);
  await eventually(() => state().held).toBeNull();
  expect(await state().startQueued()).toBe(false);
});

test('stops in the middle, and keeps what was written', async () => {
  const { thread } = await serve(scripted([...say('The sky '), { type: 'hang' }]));
  const { page, state, shown } = showThread(thread);
  await shown.toBe(true);
  await state().start('Why?');
  await eventually(() => state().status).toBe('streaming');
  expect(await state().stop()).toBe(true);
  await eventually(() => state().run?.state).toBe('cancelled');
  expect(state().status).toBe('ready');
  expect(page.text()).toBe(lines('user: Why?', 'assistant: The sky '));
  expect(await state().stop()).toBe(false);
});

test('stops a run whose start is not confirmed yet', async () => {
  const { thread } = await serve(scripted([{ type: 'hang' }]));
  const { state, shown } = showThread(thread);
  await shown.toBe(true);
  const started = state().start('Why?');
  expect(await state().stop()).toBe(true);
  expect(await started).toBe(true);
  await eventually(() => state().run?.state).toBe('cancelled');
});

test('cancels a queued run, and leaves the active one alone', async () => {
  const { thread } = await serve(scripted([{ type: 'hang' }]));
  const { state, shown } = showThread(thread);
  await shown.toBe(true);
  await state().start('1');
  await state().start('2');
  const run = (at: number) => thread.getSnapshot().runs[at];
  await eventually(() => run(1)?.state).toBe('queued');
  expect(await state().cancel(run(1)?.id ?? '')).toBe(true);
  await eventually(() => run(1)?.state).toBe('cancelled');
  expect(run(0)?.state).toBe('running');
});

test('regenerates and edits with another model', async () => {
  const provider = scripted(answer('One.'), answer('Two.'), answer('Three.'));
  const { thread } = await serve(provider);
  const { page, state, shown } = showThread(thread);
  await shown.toBe(true);
  await state().start('Why?');
  await eventually(() => state().status).toBe('ready');
  await state().regenerate(undefined, { model: 'other' });
  await eventually(page.text).toContain('Two.');
  await eventually(() => state().status).toBe('ready');
  await state().edit(state().run?.id ?? '', 'How?', { model: 'third' });
  await eventually(page.text).toBe(lines('user: How?', 'assistant: Three.'));
  expect(provider.requests.map(({ model }) => model)).toEqual([undefined, 'other', 'third']);
});

test('edits a prompt: later runs leave the conversation, also one under way', async () => {
  const { thread } = await serve(
    scripted(answer('One.'), [...say('Two '), { type: 'hang' }], answer('New.')),
  );
  const { page, state, shown } = showThread(thread);
  await shown.toBe(true);
  await state().start('1');
  await eventually(() => state().status).toBe('ready');
  const first = state().run?.id ?? '';
  await state().start('2');
  await eventually(() => state().status).toBe('streaming');
  await state().start('3');
  expect(await state().edit(first, 'other')).toBe(true);
  await eventually(page.text).toBe(lines('user: other', 'assistant: New.'));
});

test('an edit of an unknown run is refused, and stops nothing', async () => {
  const { thread } = await serve(scripted([{ type: 'hang' }]));
  const { state, shown } = showThread(thread);
  await shown.toBe(true);
  await state().start('Why?');
  await eventually(() => state().run?.state).toBe('running');
  expect(await state().edit('nobody', 'other')).toBe(false);
  await eventually(() => state().problem?.name).toBe('CannotReplaceError');
  expect(state().run?.state).toBe('running');
});

test('regenerates an earlier answer', async () => {
  const { thread } = await serve(scripted(answer('One.'), answer('Two.'), answer('New.')));
  const { page, state, shown } = showThread(thread);
  await shown.toBe(true);
  await state().start('1');
  await eventually(() => state().status).toBe('ready');
  const first = state().run?.id ?? '';
  await state().start('2');
  await eventually(page.text).toContain('Two.');
  expect(await state().regenerate(first)).toBe(true);
  await eventually(page.text).toBe(lines('user: 1', 'assistant: New.'));
  expect(await state().regenerate('nobody')).toBe(false);
});

test('answers the question of a run', async () => {
  const { thread } = await serve(
    scripted([...say('May I?'), { type: 'ask', question: { tool: 'rm' } }], answer('Done.')),
  );
  const { page, state, shown } = showThread(thread);
  await shown.toBe(true);
  await state().start('Clean up');
  await eventually(() => state().question).toEqual({ tool: 'rm' });
  expect(state().status).toBe('submitted');
  expect(await state().answer(true)).toBe(true);
  await eventually(page.text).toContain('Done.');
  expect(state().question).toBeNull();
});

test('a failed request is a problem, until one succeeds or it is dismissed', async () => {
  const { thread } = await serve(scripted(answer('Blue.')));
  const { state, shown } = showThread(thread);
  await shown.toBe(true);
  expect(await state().start(' ')).toBe(false);
  await eventually(() => state().problem?.name).toBe('InvalidPromptError');
  expect(state().status).toBe('ready');
  expect(await state().start('Why?')).toBe(true);
  await eventually(() => state().problem).toBeNull();
  expect(await state().start(' ')).toBe(false);
  await eventually(() => state().problem).not.toBeNull();
  state().dismiss();
  await eventually(() => state().problem).toBeNull();
});

test('the same prompt, sent again because its response was lost, starts one run', async () => {
  const { thread } = await serve(scripted(answer('Blue.')));
  let isLost = true;
  const lossy: Thread = {
    ...thread,
    start: async (options) => {
      const started = await thread.start(options);
      if (isLost) throw new Error('lost');
      return started;
    },
  };
  const { page, state, shown } = showThread(lossy);
  await shown.toBe(true);
  expect(await state().start('Why?')).toBe(false);
  isLost = false;
  expect(await state().start('Why?')).toBe(true);
  expect(await state().start('Why?')).toBe(true);
  await eventually(() => thread.getSnapshot().runs.length).toBe(2);
  await eventually(page.text).toBe(
    lines('user: Why?', 'assistant: Blue.', 'user: Why?', 'assistant: Blue.'),
  );
});

test('with a limit, shows the last messages, and the page before them when asked', async () => {
  const { thread } = await serve(scripted(answer('A.'), answer('B.'), answer('C.')));
  const subscription = thread.subscribe(() => {});
  for (const prompt of ['a?', 'b?', 'c?']) {
    await thread.start({ prompt });
    await eventually(() => thread.getSnapshot().runs.at(-1)?.state).toBe('completed');
  }
  subscription.unsubscribe();
  const { page, state } = showThread(thread, 2);
  await eventually(page.text).toBe(lines('user: c?', 'assistant: C.'));
  expect(state().hasEarlier).toBe(true);
  await state().loadEarlier();
  await eventually(page.text).toBe(lines('user: b?', 'assistant: B.', 'user: c?', 'assistant: C.'));
  await state().loadEarlier();
  await eventually(() => state().hasEarlier).toBe(false);
  expect(state().messages).toHaveLength(6);
  expect(await state().regenerate()).toBe(true);
});
