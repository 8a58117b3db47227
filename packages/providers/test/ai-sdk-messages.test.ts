/** The request of a model: results right after their calls, metadata under the SDK's name, files as base64. */
import { createAnthropic } from '@ai-sdk/anthropic';
import { aiSdk } from '@perdure/providers/ai-sdk';
import type { Message, Part } from '@perdure/thread';
import { tool } from 'ai';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { toModelMessages } from '../src/ai-sdk/messages.ts';

const message = (role: Message['role'], parts: Part[]): Message => ({
  id: 'm',
  runId: 'r1',
  role,
  parts,
  status: 'completed',
  ...(role === 'assistant' && {
    origin: { provider: 'anthropic.messages', model: 'claude-sonnet-4-5' },
  }),
});
const text = (text: string): Part => ({ type: 'text', text });
const call = (id: string): Part => ({ type: 'toolCall', id, name: 'pay', input: { id } });
const result = (id: string, output = `paid ${id}`): Part => ({
  type: 'toolResult',
  id,
  name: 'pay',
  output,
});

const png = new Uint8Array([137, 80, 78, 71]);
const file = { type: 'file', hash: 'aa', mediaType: 'image/png', size: 4 } as const;
const files = new Map([['aa', { mediaType: 'image/png', bytes: png }]]);
const metadata = { anthropic: { signature: 'c2ln' } };

it("turns in the SDK's form, with metadata as provider options", () => {
  const given = toModelMessages(
    [
      {
        role: 'user',
        parts: [
          { type: 'text', text: 'Look.' },
          { ...file, name: 'a.png' },
        ],
      },
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', text: '', metadata },
          { type: 'toolCall', id: 'c1', name: 'look', input: '{"a":', invalid: true },
          { type: 'other', value: { type: 'custom', kind: 'p.item' }, metadata },
        ],
      },
      {
        role: 'tool',
        results: [
          {
            type: 'toolResult',
            id: 'c1',
            name: 'look',
            output: { error: 'Invalid input' },
            isError: true,
          },
          {
            type: 'toolResult',
            id: 'c2',
            name: 'look',
            output: null,
            modelOutput: { type: 'content', value: [file, { type: 'text', text: 'a' }] },
          },
        ],
      },
    ],
    files,
  );
  const data = 'iVBORw==';
  expect(given).toEqual([
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Look.' },
        { type: 'file', data, mediaType: 'image/png', filename: 'a.png' },
      ],
    },
    {
      role: 'assistant',
      content: [
        { type: 'reasoning', text: '', providerOptions: metadata },
        { type: 'tool-call', toolCallId: 'c1', toolName: 'look', input: {} },
        { type: 'custom', kind: 'p.item', providerOptions: metadata },
      ],
    },
    {
      role: 'tool',
      content: [
        {
          type: 'tool-result',
          toolCallId: 'c1',
          toolName: 'look',
          output: { type: 'error-text', value: 'Invalid input' },
        },
        {
          type: 'tool-result',
          toolCallId: 'c2',
          toolName: 'look',
          output: {
            type: 'content',
            value: [
              { type: 'file', data: { type: 'data', data }, mediaType: 'image/png' },
              { type: 'text', text: 'a' },
            ],
          },
        },
      ],
    },
  ]);
});

it("Anthropic's format has the results of a model step in the message after it", async () => {
  let body: { messages?: unknown } = {};
  const anthropic = createAnthropic({
    apiKey: 'none',
    fetch: (_, init) => {
      body = JSON.parse(String(init?.body));
      return Promise.resolve(Response.json({ error: { message: 'Enough.' } }, { status: 400 }));
    },
  });
  const tools = { pay: tool({ inputSchema: z.object({ id: z.string() }), execute: () => 'paid' }) };
  const attempt = aiSdk(anthropic('claude-sonnet-4-5'), { tools })({
    threadId: 't1',
    runId: 'r1',
    idempotencyKey: 'r1/2',
    retryCount: 0,
    messages: [
      message('user', [text('Pay both.')]),
      message('assistant', [text('Paying.'), call('c1'), call('c2'), result('c2')]),
      message('assistant', [result('c1')]),
    ],
    answer: null,
    signal: new AbortController().signal,
    file: () => Promise.reject(new Error('There are no files.')),
  });
  await expect(Array.fromAsync(attempt)).rejects.toMatchObject({ statusCode: 400 });
  expect(body.messages).toEqual([
    { role: 'user', content: [{ type: 'text', text: 'Pay both.' }] },
    {
      role: 'assistant',
      content: [
        { type: 'text', text: 'Paying.' },
        { type: 'tool_use', id: 'c1', name: 'pay', input: { id: 'c1' } },
        { type: 'tool_use', id: 'c2', name: 'pay', input: { id: 'c2' } },
      ],
    },
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'c1', content: 'paid c1' },
        { type: 'tool_result', tool_use_id: 'c2', content: 'paid c2' },
      ],
    },
  ]);
});
