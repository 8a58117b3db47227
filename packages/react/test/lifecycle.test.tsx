/** Mounting and unmounting: in StrictMode, in the middle of a stream, and in a server that renders to a string. */
import './browser.ts';

import type { RemoteThread } from '@perdure/http/client';
import { answer, scripted } from '@perdure/providers/scripted';
import { ledProvider } from '@perdure/testkit/provider';
import { type Readable, type Thread, textOf, Writable } from '@perdure/thread';
import { StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import {
  type ThreadState,
  useMessageIds,
  useReadable,
  useRetry,
  useRun,
  useThread,
} from '../src/index.ts';
import { show } from './dom.ts';
import { eventually } from './eventually.ts';
import { openRuntime, serve } from './server.ts';

function Chat({ thread }: { thread: Thread }) {
  const { messages, status, run } = useThread(thread);
  const { retry } = useRetry(thread);
  const texts = messages.map(textOf).join(' ');
  const known = useRun(thread, run?.id)?.state ?? 'none';
  return <p>{`${status} ${known} ${useMessageIds(thread).length} ${retry === null} ${texts}`}</p>;
}

function Remote({ thread }: { thread: RemoteThread }) {
  return (
    <>
      <Chat thread={thread} />
      {useReadable(thread.connection)}
    </>
  );
}

function Sender({ thread, onRender }: { thread: Thread; onRender: (state: ThreadState) => void }) {
  onRender(useThread(thread));
  return null;
}

const Shown = ({ value }: { value: Readable<string> }) => useReadable(value);

test('StrictMode mounts twice, and one stream is left', async () => {
  const { thread, requests } = await serve(scripted(answer('Blue.')));
  await thread.start({ prompt: 'Why?' });
  const page = show(
    <StrictMode>
      <Chat thread={thread} />
    </StrictMode>,
  );
  await eventually(page.text).toBe('ready completed 2 true Why? Blue.');
  expect(thread.connection.getSnapshot()).toBe('open');
  page.unmount();
  expect(thread.connection.getSnapshot()).toBe('idle');
  expect(requests.filter((request) => request.endsWith('/stream')).length).toBeLessThanOrEqual(2);
});

test('unmounting in mid-stream stops nothing, and the next screen shows the whole answer', async () => {
  const { provider, send: tell } = ledProvider();
  const { thread, runtime } = await serve(provider);
  const first = show(<Chat thread={thread} />);
  const { runId } = await thread.start({ prompt: 'Why?' });
  tell({ type: 'text', text: 'The sky' });
  await eventually(first.text).toContain('The sky');
  first.unmount();
  expect(thread.connection.getSnapshot()).toBe('idle');
  tell({ type: 'text', text: ' is' });
  await eventually(() => runtime.thread('t1').getSnapshot().messages.map(textOf)).toEqual([
    'Why?',
    'The sky is',
  ]);
  expect((await runtime.run(runId))?.getSnapshot().value).toBe('running');

  const second = show(<Chat thread={thread} />);
  await eventually(second.text).toContain('The sky is');
  tell({ type: 'text', text: ' blue.' }, { type: 'finish', reason: 'stop' });
  await eventually(second.text).toBe('ready completed 2 true Why? The sky is blue.');
});

test('once it is unmounted, nothing of a screen that has sent a prompt subscribes', async () => {
  const { provider } = ledProvider();
  const { thread, requests } = await serve(provider);
  const starts: ThreadState['start'][] = [];
  const page = show(<Sender thread={thread} onRender={({ start }) => void starts.push(start)} />);
  await eventually(() => thread.connection.getSnapshot()).toBe('open');
  expect(await starts.at(-1)?.('Why?')).toBe(true);
  await eventually(() => thread.getSnapshot().runs.length).toBe(1);
  page.unmount();
  await eventually(() => thread.connection.getSnapshot()).toBe('idle');
  expect(requests.filter((request) => request.endsWith('/stream'))).toHaveLength(1);
});

test('a value that a component has left does not render it any more', async () => {
  const [one, two] = [watched('one'), watched('two')];
  const page = show(<Shown value={one} />);
  await eventually(() => [page.text(), one.observers()]).toEqual(['one', 1]);
  page.render(<Shown value={two} />);
  await eventually(() => [page.text(), one.observers(), two.observers()]).toEqual(['two', 0, 1]);
  page.unmount();
  await eventually(() => two.observers()).toBe(0);
});

/** A value that knows how many observers it has. */
function watched(text: string) {
  let observers = 0;
  const value = new Writable(text);
  return {
    getSnapshot: value.getSnapshot,
    subscribe(...observer: Parameters<typeof value.subscribe>) {
      observers++;
      const { unsubscribe } = value.subscribe(...observer);
      return {
        unsubscribe() {
          observers--;
          unsubscribe();
        },
      };
    },
    observers: () => observers,
  };
}

test('another thread in the same place is shown instead of the first', async () => {
  const runtime = await openRuntime(scripted(answer('One.'), answer('Two.')));
  const [one, two] = [runtime.thread('t1'), runtime.thread('t2')];
  await (await one.start({ prompt: '1' })).done();
  await (await two.start({ prompt: '2' })).done();
  const page = show(<Chat thread={one} />);
  await eventually(page.text).toContain('1 One.');
  page.render(<Chat thread={two} />);
  await eventually(page.text).toBe('ready completed 2 true 2 Two.');
});

test('in a server: the view of a local thread, and the empty view of a remote one', async () => {
  const runtime = await openRuntime(scripted(answer('Blue.')));
  const local = runtime.thread('t1');
  await (await local.start({ prompt: 'Why?' })).done();
  expect(renderToString(<Chat thread={local} />)).toBe('<p>ready completed 2 true Why? Blue.</p>');

  const { thread, requests } = await serve(scripted(answer('Blue.')));
  expect(renderToString(<Remote thread={thread} />)).toBe('<p>ready none 0 true </p>idle');
  expect(requests).toEqual([]);
});
