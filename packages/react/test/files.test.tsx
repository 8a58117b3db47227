/** Prompts with files, by the hooks and by the components of assistant-ui, over a real server. */
import './browser.ts';

import {
  AssistantRuntimeProvider,
  ComposerPrimitive,
  MessagePrimitive,
  ThreadPrimitive,
  useAui,
} from '@assistant-ui/react';
import { answer, scripted } from '@perdure/providers/scripted';
import { type FilePart, isNewFile, type Prompt, type Thread } from '@perdure/thread';
import { expect, test } from 'vitest';
import { createActions } from '../src/actions.ts';
import { useAssistantRuntime } from '../src/assistant-ui/index.ts';
import { show } from './dom.ts';
import { eventually } from './eventually.ts';
import { serve } from './server.ts';

const bytes = (...numbers: number[]) => Uint8Array.from(numbers);
const prompt = (data: Uint8Array): Prompt => [
  { type: 'text', text: 'What is this?' },
  { type: 'file', data, name: 'sky.bin' },
];

const filesOf = (thread: Thread) =>
  thread
    .getSnapshot()
    .messages.filter(({ role }) => role === 'user')
    .map(({ parts }) => parts.filter((part): part is FilePart => part.type === 'file'));

test('the same bytes are one run until its start is confirmed, and other bytes are another', async () => {
  const ids: (string | undefined)[] = [];
  const thread = {
    start: async ({ runId, prompt }: Parameters<Thread['start']>[0]) => {
      expect(Array.isArray(prompt) && prompt.some(isNewFile)).toBe(true);
      ids.push(runId);
      throw new Error('The response was lost.');
    },
  } as unknown as Thread;
  const { start } = createActions(thread);
  for (const data of [bytes(1, 2), bytes(1, 2), bytes(1, 3), bytes(1)])
    await start(prompt(data)).catch(() => {});
  expect(ids[0]).toBe(ids[1]);
  expect(new Set(ids).size).toBe(3);
});

test('an answer is regenerated with the files of its prompt', async () => {
  const { thread } = await serve(scripted(answer('One.'), answer('Two.')));
  const subscription = thread.subscribe(() => {});
  const actions = createActions(thread);
  await actions.start(prompt(bytes(1, 2)));
  await eventually(() => thread.getSnapshot().runs[0]?.state).toBe('completed');
  const [before] = filesOf(thread);
  expect(before).toMatchObject([{ name: 'sky.bin', size: 2 }]);
  const first = thread.getSnapshot().runs[0]?.id;
  expect(await actions.regenerate()).toBe(true);
  await eventually(() => thread.getSnapshot().runs[0]?.id).not.toBe(first);
  await eventually(() => filesOf(thread)).toEqual([before]);
  subscription.unsubscribe();
});

const Chip = () => <b>attached</b>;

function Attach() {
  const aui = useAui();
  const add = () => void aui.composer().addAttachment(new File(['ABC'], 'new.txt'));
  return <button type="button" className="attach" onClick={add} />;
}

const parts = {
  File: ({ filename, data }: { filename?: string; data: string }) => (
    <i>{`${filename} at ${data}`}</i>
  ),
};

const components = {
  UserMessage: () => <MessagePrimitive.Parts components={parts} />,
  AssistantMessage: () => <MessagePrimitive.Parts />,
};
const fileUrl = ({ hash }: FilePart) => `/files/${hash.slice(0, 4)}`;

function Chat({ thread }: { thread: Thread }) {
  const runtime = useAssistantRuntime(thread, { fileUrl });
  return (
    <AssistantRuntimeProvider runtime={runtime}>
      <ThreadPrimitive.Messages components={components} />
      <ComposerPrimitive.Root>
        <ComposerPrimitive.Attachments components={{ Attachment: Chip }} />
        <Attach />
        <ComposerPrimitive.Input className="prompt" />
        <ComposerPrimitive.Send className="send" />
      </ComposerPrimitive.Root>
    </AssistantRuntimeProvider>
  );
}

test('a file attached in assistant-ui is stored, and shown at its address', async () => {
  const { thread } = await serve(scripted(answer('Letters.')));
  const { element, click, text } = show(<Chat thread={thread} />);
  await eventually(() => element.querySelector('.attach')).not.toBeNull();
  click('.attach');
  await eventually(text).toBe('attached');
  await eventually(() => element.querySelector('.send:not([disabled])')).not.toBeNull();
  click('.send');
  await eventually(text).toContain('Letters.');
  const [[file] = []] = filesOf(thread);
  expect(file).toMatchObject({ name: 'new.txt', size: 3 });
  expect(text()).toContain(`new.txt at /files/${file?.hash.slice(0, 4)}`);
});
