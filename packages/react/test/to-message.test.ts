/** A run's end, its files, its sources and its tools, in the words of assistant-ui. */
import type { FilePart, Message, RunView } from '@perdure/thread';
import { expect, test } from 'vitest';
import { promptIn } from '../src/assistant-ui/files.ts';
import { type Conversion, toMessage } from '../src/assistant-ui/to-message.ts';

const image: FilePart = {
  type: 'file',
  hash: 'a'.repeat(64),
  mediaType: 'image/png',
  size: 3,
  name: 'sky.png',
};
const notes: FilePart = { type: 'file', hash: 'b'.repeat(64), mediaType: 'text/plain', size: 3 };
const fileUrl = ({ hash }: FilePart) => `/files/${hash}`;

const ended: RunView = {
  id: 'r1',
  resumes: null,
  state: 'completed',
  retryCount: 0,
  maxRetries: 0,
  retryAt: null,
  failure: null,
  question: null,
  isAnswering: false,
  queuedAt: 0,
  endedAt: 1,
  model: null,
  finishReason: 'stop',
  usage: null,
  attempts: [],
};

const said = (parts: Message['parts'], more: Partial<Message> = {}): Message => ({
  id: 'm1',
  runId: 'r1',
  role: 'assistant',
  status: 'completed',
  parts,
  ...more,
});

const conversion: Conversion = { errorText: ({ kind }) => kind, fileUrl };
const answered = (run: Partial<RunView>, ...messages: Message[]) =>
  toMessage({ role: 'assistant', id: 'r1', run: { ...ended, ...run }, messages }, conversion);
const contentOf = (...messages: Message[]) => answered({}, ...messages).content;

test.each([
  ['stop', { type: 'complete', reason: 'stop' }],
  ['length', { type: 'incomplete', reason: 'length' }],
  ['toolCalls', { type: 'incomplete', reason: 'tool-calls' }],
  ['empty', { type: 'complete', reason: 'stop' }],
  ['other', { type: 'complete', reason: 'unknown' }],
  [null, { type: 'complete', reason: 'unknown' }],
] as const)('the finish reason %s', (finishReason, status) => {
  expect(answered({ finishReason }).status).toEqual(status);
});

test('a filtered answer has a status of its own', () => {
  const failure = {
    kind: 'contentFiltered',
    retryable: false,
    message: '',
    decidedBy: 'x',
  } as const;
  expect(answered({ state: 'failed', failure }).status).toEqual({
    type: 'incomplete',
    reason: 'content-filter',
    error: 'contentFiltered',
  });
});

test('what a person stopped is cut at its last text', () => {
  const parts = [
    { type: 'text', text: 'First. ' },
    { type: 'text', text: 'Sec' },
  ] as const;
  expect(contentOf(said(parts, { cut: 'stopped' }))).toEqual([
    { type: 'text', text: 'First. ' },
    { type: 'text', text: 'Sec', status: { type: 'incomplete', reason: 'cancelled' } },
  ]);
  expect(contentOf(said(parts, { cut: 'failed' }))).toContainEqual(
    expect.objectContaining({ status: { type: 'incomplete', reason: 'error' } }),
  );
});

test('files and sources of an answer', () => {
  const parts = [
    image,
    { type: 'source', id: 's1', url: 'https://sky.example/', title: 'Sky' },
    { type: 'source', id: 's2', mediaType: 'application/pdf' },
  ] as const;
  expect(contentOf(said(parts))).toEqual([
    {
      type: 'file',
      data: fileUrl(image),
      sourceType: 'url',
      mimeType: 'image/png',
      filename: 'sky.png',
    },
    { type: 'source', sourceType: 'url', id: 's1', url: 'https://sky.example/', title: 'Sky' },
    { type: 'source', sourceType: 'document', id: 's2', title: 's2', mediaType: 'application/pdf' },
  ]);
});

test('files of a prompt: an image is shown if its address is known', () => {
  const turn = {
    role: 'user',
    id: 'm0',
    runId: 'r1',
    messages: [said([{ type: 'text', text: 'Why?' }, image, notes], { role: 'user' })],
  } as const;
  const text = { type: 'text', text: 'Why?' };
  expect(toMessage(turn, conversion).content).toEqual([
    text,
    { type: 'image', image: fileUrl(image), filename: 'sky.png' },
    { type: 'file', data: fileUrl(notes), sourceType: 'url', mimeType: 'text/plain' },
  ]);
  const { errorText } = conversion;
  expect(toMessage(turn, { errorText }).content).toMatchObject([
    text,
    { type: 'file', data: image.hash, sourceType: 'id', mimeType: 'image/png' },
    { type: 'file', data: notes.hash, sourceType: 'id' },
  ]);
});

test('a tool that failed, and one whose outcome is unknown', () => {
  const call = (id: string) =>
    ({ type: 'toolCall', id, name: 'pay', input: { to: 'you' } }) as const;
  const result = { type: 'toolResult', name: 'pay', output: 'No.' } as const;
  const messages = [
    said([call('c1'), call('c2'), call('c3')]),
    said([
      { ...result, id: 'c1' },
      { ...result, id: 'c2', isError: true },
      { ...result, id: 'c3', isError: true, missing: 'lost' },
    ]),
  ];
  const [paid, failed, lost] = contentOf(...messages) as object[];
  expect(paid).not.toHaveProperty('isError');
  expect(failed).toMatchObject({ result: 'No.', isError: true });
  expect(lost).toMatchObject({ isError: true, artifact: { missing: 'lost' } });
});

test('what each attempt has used', () => {
  const attempt = {
    retryCount: 0,
    startedAt: 0,
    endedAt: 1,
    outcome: 'completed',
    failure: null,
    waitMs: null,
    discarded: null,
  } as const;
  const attempts = [
    { ...attempt, usage: null },
    { ...attempt, usage: { inputTokens: 8, outputTokens: 2, cacheReadTokens: 4 } },
  ];
  expect(answered({ attempts }).metadata?.steps).toEqual([
    { usage: { inputTokens: 8, outputTokens: 2 } },
  ]);
});

test('a message becomes a prompt: its stored files by their hash, its new ones with their data', () => {
  const content = [{ type: 'text', text: 'Why?' }] as const;
  expect(promptIn({ content }, [])).toBe('Why?');
  const attachment = (part: object) => ({
    id: '1',
    type: 'file',
    name: 'x',
    status: { type: 'complete' as const },
    content: [part as never],
  });
  const attachments = [
    attachment({ type: 'image', image: fileUrl(image) }),
    attachment({
      type: 'file',
      data: 'data:text/plain;charset=utf-8;base64,QUJD',
      mimeType: 'text/plain',
      filename: 'new.txt',
    }),
  ];
  const file = { type: 'file', data: 'QUJD', mediaType: 'text/plain', name: 'new.txt' };
  expect(promptIn({ content, attachments }, [image], fileUrl)).toEqual([...content, image, file]);
  expect(promptIn({ content: [], attachments }, [image], fileUrl)).toEqual([image, file]);
});
