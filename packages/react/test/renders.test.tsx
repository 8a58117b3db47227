/** What a piece of text renders, counted: the message that it belongs to, and nothing else. */
import './browser.ts';

import { puppet } from '@perdure/providers/scripted';
import { type Message, textOf } from '@perdure/runtime/view';
import { memo } from 'react';
import { expect, test } from 'vitest';
import {
  type ChatThread,
  useActions,
  useCurrentRun,
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
  thread: ChatThread;
  rendered: (name: string) => void;
}

/** A whole screen: each hook in a component of its own. */
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
  useRun(thread);
  useRetry(thread);
  return <i>{useCurrentRun(thread)?.state}</i>;
}

function OldTurn({ runId, thread, rendered }: Props & { runId: string }) {
  rendered('other turn');
  useRun(thread, runId);
  return <b>{useMessages(thread, runId).length}</b>;
}

/** A small screen: one hook for all. */
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
type Tell = ReturnType<typeof puppet>['tell'];

/** Answers once; then each piece is told by hand. */
function leading() {
  const { provider, tell } = puppet();
  tell({ type: 'text', text: 'Before.' }, { type: 'finish', reason: 'stop' });
  return { provider, tell };
}

/** Renders that `count` pieces of text cause, each shown before the next is told. */
async function tokens(page: Page, renders: Renders, tell: Tell, count: number) {
  tell({ type: 'text', text: '0 ' });
  await eventually(page.text).toContain('0 ');
  renders.reset();
  for (let token = 1; token <= count; token++) {
    tell({ type: 'text', text: `${token} ` });
    await eventually(page.text, 1).toContain(` ${token} `);
  }
  return renders.counts;
}

async function measure(thread: ChatThread, tell: Tell) {
  const renders = countRenders();
  const started = await thread.start({ prompt: 'Old?' });
  const oldRun = 'runId' in started ? started.runId : started.id;
  const page = show(<Screen oldRun={oldRun} thread={thread} rendered={renders.rendered} />);
  await eventually(page.text).toContain('completed');
  await thread.start({ prompt: 'New?' });
  await eventually(page.text).toContain('running');
  return tokens(page, renders, tell, 20);
}

test('over HTTP: 20 pieces of text, 20 renders of one message', async () => {
  const { provider, tell } = leading();
  const { thread } = await serve(provider);
  expect(await measure(thread, tell)).toEqual({ 'streaming message': 20 });
});

test('in the same process: the same', async () => {
  const { provider, tell } = leading();
  const runtime = await openRuntime(provider);
  expect(await measure(runtime.thread('t1'), tell)).toEqual({ 'streaming message': 20 });
});

test('with useThread: the list too, and of the messages still only one', async () => {
  const { provider, tell } = leading();
  const { thread } = await serve(provider);
  const renders = countRenders();
  const page = show(<Chat thread={thread} rendered={renders.rendered} />);
  await thread.start({ prompt: 'Old?' });
  await eventually(page.text).toContain('Before.');
  await thread.start({ prompt: 'New?' });
  await eventually(page.text).toContain('running');
  expect(await tokens(page, renders, tell, 20)).toEqual({ list: 20, message: 20 });
});
