/** Counts renders: a piece of text renders its own message, and nothing else. */
import './browser.ts';

import { type LedProvider, ledProvider } from '@perdure/testkit/provider';
import { type Message, type Thread, textOf } from '@perdure/thread';
import { memo } from 'react';
import { expect, test } from 'vitest';
import {
  useActions,
  useMessage,
  useMessageIds,
  useMessages,
  useRetry,
  useRun,
  useThread,
} from '../src/index.ts';
import { countRenders, type Page, show } from './dom.ts';
import { eventually } from './eventually.ts';
import { openRuntime, serve } from './server.ts';

interface Props {
  thread: Thread;
  rendered: (name: string) => void;
}

/** A whole screen with one component per hook. */
function Screen({ oldRun, ...props }: Props & { oldRun: string }) {
  props.rendered('screen');
  return (
    <>
      <List {...props} />
      <Status {...props} />
      <OldTurn runId={oldRun} {...props} />
    </>
  );
}

function List({ thread, rendered }: Props) {
  rendered('list');
  const ids = useMessageIds(thread);
  return ids.map((id) => <Item key={id} id={id} thread={thread} rendered={rendered} />);
}

function Item({ id, thread, rendered }: Props & { id: string }) {
  const message = useMessage(thread, id);
  rendered(message?.status === 'streaming' ? 'streaming message' : 'other message');
  return <p>{message && textOf(message)}</p>;
}

function Status({ thread, rendered }: Props) {
  rendered('status');
  useActions(thread);
  useRetry(thread);
  return <i>{useRun(thread)?.state}</i>;
}

function OldTurn({ runId, thread, rendered }: Props & { runId: string }) {
  rendered('other turn');
  useRun(thread, runId);
  return <b>{useMessages(thread, runId).length}</b>;
}

/** A small screen with a single hook. */
function Chat({ thread, rendered }: Props) {
  rendered('list');
  const { messages, run } = useThread(thread);
  return (
    <>
      <i>{run?.state}</i>
      {messages.map((message) => (
        <Line key={message.id} message={message} rendered={rendered} />
      ))}
    </>
  );
}

const Line = memo(function Line({
  message,
  rendered,
}: {
  message: Message;
  rendered: Props['rendered'];
}) {
  rendered('message');
  return <p>{textOf(message)}</p>;
});

type Renders = ReturnType<typeof countRenders>;
type Tell = LedProvider['send'];

/** A provider that answers once by itself, and then sends the chunks given to `tell`. */
function afterOneAnswer() {
  const { provider, send: tell } = ledProvider();
  tell({ type: 'text', text: 'Before.' }, { type: 'finish', reason: 'stop' });
  return { provider, tell };
}

/** The renders that `count` pieces of text cause, each shown before the next is sent. */
async function sendPieces(page: Page, renders: Renders, tell: Tell, count: number) {
  tell({ type: 'text', text: '0 ' });
  await eventually(page.text).toContain('0 ');
  renders.reset();
  for (let piece = 1; piece <= count; piece++) {
    tell({ type: 'text', text: `${piece} ` });
    await eventually(page.text, 1).toContain(` ${piece} `);
  }
  return renders.counts;
}

async function measure(thread: Thread, tell: Tell) {
  const renders = countRenders();
  const { runId: oldRun } = await thread.start({ prompt: 'Old?' });
  const page = show(<Screen oldRun={oldRun} thread={thread} rendered={renders.rendered} />);
  await eventually(page.text).toContain('completed');
  await thread.start({ prompt: 'New?' });
  await eventually(page.text).toContain('running');
  return sendPieces(page, renders, tell, 20);
}

test('over HTTP: 20 pieces of text, 20 renders of one message', async () => {
  const { provider, tell } = afterOneAnswer();
  const { thread } = await serve(provider);
  expect(await measure(thread, tell)).toEqual({ 'streaming message': 20 });
});

test('in the same process: the same', async () => {
  const { provider, tell } = afterOneAnswer();
  const runtime = await openRuntime(provider);
  expect(await measure(runtime.thread('t1'), tell)).toEqual({ 'streaming message': 20 });
});

test('with useThread: the list too, and of the messages still only one', async () => {
  const { provider, tell } = afterOneAnswer();
  const { thread } = await serve(provider);
  const renders = countRenders();
  const page = show(<Chat thread={thread} rendered={renders.rendered} />);
  await thread.start({ prompt: 'Old?' });
  await eventually(page.text).toContain('Before.');
  await thread.start({ prompt: 'New?' });
  await eventually(page.text).toContain('running');
  expect(await sendPieces(page, renders, tell, 20)).toEqual({ list: 20, message: 20 });
});
