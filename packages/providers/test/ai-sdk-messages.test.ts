/** The messages that a model is given: calls with their results right after them. */
import { createAnthropic } from '@ai-sdk/anthropic';
import { aiSdk } from '@perdure/providers/ai-sdk';
import type { Message, Part } from '@perdure/thread';
import { expect, it } from 'vitest';
import { toModelMessages } from '../src/ai-sdk/messages.ts';

const message = (role: Message['role'], parts: Part[], runId = 'r1'): Message => ({
  id: 'm',
  runId,
  role,
  parts,
  status: 'completed',
});
const text = (text: string): Part => ({ type: 'text', text });
const call = (id: string): Part => ({ type: 'toolCall', id, name: 'pay', input: { id } });
const result = (id: string, output = `paid ${id}`): Part => ({
  type: 'toolResult',
  id,
  name: 'pay',
  output,
});

const assistant = (...content: object[]) => ({ role: 'assistant', content });
const called = (id: string) => ({
  type: 'tool-call',
  toolCallId: id,
  toolName: 'pay',
  input: { id },
});
const results = (...outputs: [id: string, value: string][]) => ({
  role: 'tool',
  content: outputs.map(([id, value]) => ({
    type: 'tool-result',
    toolCallId: id,
    toolName: 'pay',
    output: { type: 'text', value },
  })),
});

it('tools with their results, and no reasoning', () => {
  const parts: Part[] = [
    { type: 'reasoning', text: 'Hmm.' },
    text('Paying.'),
    call('c1'),
    { type: 'toolResult', id: 'c1', name: 'pay', output: { paid: true } },
  ];
  expect(toModelMessages([message('assistant', parts)])).toEqual([
    assistant({ type: 'text', text: 'Paying.' }, called('c1')),
    {
      role: 'tool',
      content: [
        {
          type: 'tool-result',
          toolCallId: 'c1',
          toolName: 'pay',
          output: { type: 'json', value: { paid: true } },
        },
      ],
    },
  ]);
});

it('a call without a result is left out, and so is a result without a call', () => {
  const parts = [text('Looking.'), call('c1'), result('c2')];
  expect(toModelMessages([message('assistant', parts)])).toEqual([
    assistant({ type: 'text', text: 'Looking.' }),
  ]);
});

it('a result from a later message stands right after its call', () => {
  const thread = [
    message('user', [text('Pay both.')]),
    message('assistant', [text('Paying.'), call('c1'), call('c2'), result('c2')]),
    message('assistant', [result('c1')]),
    message('assistant', [text('Paid.')]),
  ];
  expect(toModelMessages(thread)).toEqual([
    { role: 'user', content: [{ type: 'text', text: 'Pay both.' }] },
    assistant({ type: 'text', text: 'Paying.' }, called('c1'), called('c2')),
    results(['c1', 'paid c1'], ['c2', 'paid c2']),
    assistant({ type: 'text', text: 'Paid.' }),
  ]);
});

it('parts after results are a model step of their own', () => {
  const parts = [text('One.'), call('c1'), result('c1'), text('Two.'), call('c2'), result('c2')];
  expect(toModelMessages([message('assistant', parts)])).toEqual([
    assistant({ type: 'text', text: 'One.' }, called('c1')),
    results(['c1', 'paid c1']),
    assistant({ type: 'text', text: 'Two.' }, called('c2')),
    results(['c2', 'paid c2']),
  ]);
});

it('ids that repeat in a later model step or another run do not mix up results', () => {
  const thread = [
    message('assistant', [call('c1')], 'r0'),
    message('assistant', [call('c1'), result('c1', 'first')]),
    message('assistant', [call('c1')]),
    message('assistant', [result('c1', 'second')]),
  ];
  expect(toModelMessages(thread)).toEqual([
    assistant(called('c1')),
    results(['c1', 'first']),
    assistant(called('c1')),
    results(['c1', 'second']),
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
  const attempt = aiSdk(anthropic('claude-sonnet-4-5'))({
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
