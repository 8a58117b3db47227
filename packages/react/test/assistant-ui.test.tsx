/** The components of assistant-ui on a thread, over a real server. */
import './browser.ts';

import {
  ActionBarPrimitive,
  AssistantRuntimeProvider,
  ComposerPrimitive,
  ErrorPrimitive,
  MessagePrimitive,
  ThreadPrimitive,
} from '@assistant-ui/react';
import { answer, httpError, say, scripted } from '@perdure/providers/scripted';
import { ledProvider } from '@perdure/testkit/provider';
import type { Thread } from '@perdure/thread';
import { StrictMode } from 'react';
import { expect, test } from 'vitest';
import { type AssistantRuntimeOptions, useAssistantRuntime } from '../src/assistant-ui/index.ts';
import { show } from './dom.ts';
import { eventually } from './eventually.ts';
import { serve } from './server.ts';

function Chat({ thread, ...options }: AssistantRuntimeOptions & { thread: Thread }) {
  const runtime = useAssistantRuntime(thread, options);
  return (
    <AssistantRuntimeProvider runtime={runtime}>
      <ThreadPrimitive.Root>
        <ThreadPrimitive.Messages components={{ UserMessage, AssistantMessage, EditComposer }} />
        <ComposerPrimitive.Root>
          <ComposerPrimitive.Input className="prompt" />
          <ComposerPrimitive.Send className="send" />
          <ComposerPrimitive.Cancel className="stop" />
        </ComposerPrimitive.Root>
      </ThreadPrimitive.Root>
    </AssistantRuntimeProvider>
  );
}

const UserMessage = () => (
  <MessagePrimitive.Root>
    user: <MessagePrimitive.Parts />
    <ActionBarPrimitive.Edit className="edit" />
  </MessagePrimitive.Root>
);

const AssistantMessage = () => (
  <MessagePrimitive.Root>
    {' assistant: '}
    <MessagePrimitive.Parts components={{ tools: { Fallback: Tool } }} />
    <MessagePrimitive.Error>
      <ErrorPrimitive.Root>
        !<ErrorPrimitive.Message />
      </ErrorPrimitive.Root>
    </MessagePrimitive.Error>
    <ActionBarPrimitive.Reload className="reload" />
  </MessagePrimitive.Root>
);

const Tool = ({
  toolName,
  argsText,
  result,
}: {
  toolName: string;
  argsText: string;
  result?: unknown;
}) => <code>{`${toolName}(${argsText}) = ${JSON.stringify(result)} `}</code>;

const EditComposer = () => (
  <ComposerPrimitive.Root>
    <ComposerPrimitive.Input className="edited" />
    <ComposerPrimitive.Send className="save" />
  </ComposerPrimitive.Root>
);

type Options = AssistantRuntimeOptions;

function showChat(thread: Thread, options: Options = {}) {
  const page = show(
    <StrictMode>
      <Chat thread={thread} {...options} />
    </StrictMode>,
  );
  const has = (selector: string) => page.element.querySelector(selector) !== null;
  const isEnabled = (selector: string) => has(`${selector}:not([disabled])`);
  const send = async (text: string) => {
    await eventually(() => has('.prompt')).toBe(true);
    page.write('.prompt', text);
    await eventually(() => isEnabled('.send')).toBe(true);
    page.click('.send');
  };
  return { ...page, isEnabled, send };
}

// assistant-ui appends a dot to a message that is being written.
test('sends, streams and is ready again', async () => {
  const { provider, send: tell } = ledProvider();
  const { thread } = await serve(provider);
  const { send, text, isEnabled } = showChat(thread);
  await send('Why?');
  tell({ type: 'text', text: 'Ray' });
  await eventually(text).toBe('user: Why? assistant: Ray ●');
  expect(isEnabled('.stop')).toBe(true);
  tell({ type: 'text', text: 'leigh.' }, { type: 'finish', reason: 'stop' });
  await eventually(text).toBe('user: Why? assistant: Rayleigh.');
  await eventually(() => isEnabled('.stop')).toBe(false);
});

test('stops in the middle, and keeps what was written', async () => {
  const { thread } = await serve(scripted([...say('The sky '), { type: 'hang' }]));
  const { send, text, click, isEnabled } = showChat(thread);
  await send('Why?');
  await eventually(text).toContain('The sky');
  click('.stop');
  await eventually(() => thread.getSnapshot().runs[0]?.state).toBe('cancelled');
  await eventually(() => isEnabled('.stop')).toBe(false);
  expect(text()).toContain('The sky');
});

test('drops the partial message of a failed attempt, and keeps one message through all retries', async () => {
  const { thread } = await serve(
    scripted([...say('The sky '), httpError(503)], answer('Rayleigh.')),
  );
  const { send, text } = showChat(thread);
  await send('Why?');
  await eventually(() => thread.getSnapshot().runs[0]?.state).toBe('retrying');
  await eventually(text).toBe('user: Why? assistant:  ●');
  await thread.send(thread.getSnapshot().runs[0]?.id ?? '', { type: 'run.retryNow' });
  await eventually(text).toBe('user: Why? assistant: Rayleigh.');
});

test('shows a failure in the words of the app, and regenerates', async () => {
  const { thread } = await serve(scripted([httpError(401)], answer('Blue.')));
  const { send, text, click } = showChat(thread, { errorText: ({ kind }) => kind });
  await send('Why?');
  await eventually(text).toBe('user: Why? assistant: !unauthorized');
  click('.reload');
  await eventually(text).toBe('user: Why? assistant: Blue.');
  expect(thread.getSnapshot().runs).toHaveLength(1);
});

test('edits a prompt in its place', async () => {
  const { thread } = await serve(scripted(answer('One.'), answer('Two.'), answer('New.')));
  const { send, text, click, write, element } = showChat(thread);
  await send('1');
  await eventually(text).toContain('One.');
  await send('2');
  await eventually(text).toContain('Two.');
  click('.edit');
  await eventually(() => element.querySelector('.edited')).not.toBeNull();
  write('.edited', 'other');
  click('.save');
  await eventually(text).toBe('user: other assistant: New.');
});

test('shows tools with their results, and the model steps of a run as one answer', async () => {
  const { thread } = await serve(
    scripted([
      { type: 'toolCall', id: 'c1', name: 'look', input: { at: 'sky' } },
      { type: 'toolResult', id: 'c1', name: 'look', output: 'blue' },
      { type: 'finishStep' },
      ...answer('Blue.'),
    ]),
  );
  const { send, text } = showChat(thread);
  await send('Why?');
  await eventually(text).toBe('user: Why? assistant: look({"at":"sky"}) = "blue" Blue.');
});

test('a message sent while the run awaits input is the answer', async () => {
  const { thread } = await serve(
    scripted([...say('May I?'), { type: 'ask', question: 'ok?' }], answer(' Done.')),
  );
  const { send, text } = showChat(thread);
  await send('Clean up');
  await eventually(() => thread.getSnapshot().runs[0]?.state).toBe('awaitingInput');
  await send('yes');
  await eventually(text).toBe('user: Clean up assistant: May I? Done.');
});

test('reports a failed request to the app, and puts the text back into the composer', async () => {
  const { thread, stop } = await serve(scripted(answer('Blue.')));
  const problems: unknown[] = [];
  const { send, element } = showChat(thread, { onProblem: (error) => problems.push(error) });
  stop();
  await send('Why?');
  await eventually(() => problems).toMatchObject([{ name: 'HttpError', status: 0 }]);
  await eventually(() => element.querySelector<HTMLTextAreaElement>('.prompt')?.value).toBe('Why?');
});
