/** What random histories have found, as small examples. */
import { aiSdk } from '@perdure/providers/ai-sdk';
import type { Message, Origin, Part, ToolCallPart } from '@perdure/thread';
import { jsonSchema, tool } from 'ai';
import { expect, it, vi } from 'vitest';
import { toTurns } from '../../src/history/index.ts';
import { targets } from './targets.ts';

const origin: Origin = { provider: 'openai.chat', model: 'gpt-4o' };
const message = (role: Message['role'], ...parts: Part[]): Message => ({
  id: 'm',
  runId: 'r1',
  role,
  parts,
  status: 'completed',
  ...(role === 'assistant' && { origin }),
});
const text = (words: string) => ({ type: 'text', text: words }) as const;
const go = message('user', text('Go.'));
const call = (id: string, more: Partial<ToolCallPart> = {}): ToolCallPart => ({
  type: 'toolCall',
  id,
  name: 'pay',
  input: {},
  ...more,
});
const result = (id: string, more = {}) =>
  ({ type: 'toolResult', id, name: 'pay', output: 'paid', ...more }) as const;
const pdf = {
  type: 'file',
  hash: 'aa',
  mediaType: 'application/pdf',
  size: 4,
  name: 'a.pdf',
} as const;

const turns = (...messages: Message[]) =>
  toTurns(messages, { origin, hasTools: true, runId: 'r1' });

it('a name that the model has made up has only characters that every provider takes', () => {
  const made = { name: 'repo browser.pay', invalid: true } as const;
  const given = turns(
    go,
    message('assistant', call('c1', made), result('c1', { name: made.name })),
  );
  expect(given.slice(1)).toMatchObject([
    { parts: [{ name: 'repo_browser_pay' }] },
    { results: [{ name: 'repo_browser_pay' }] },
  ]);
  const own = turns(go, message('assistant', call('c1', { name: 'shop.pay' }), result('c1')));
  expect(own[1]).toMatchObject({ parts: [{ name: 'shop.pay' }] });
});

it('a prompt of files alone has a text, and documents have names of their own', () => {
  expect(turns(message('user', pdf, { ...pdf, hash: 'bb' }), message('user', pdf))).toEqual([
    {
      role: 'user',
      parts: [
        pdf,
        { ...pdf, hash: 'bb', name: 'a (2).pdf' },
        text('[Sent without a text.]'),
        { ...pdf, name: 'a (3).pdf' },
        text('[Sent without a text.]'),
      ],
    },
  ]);
});

it('calls between which a tool was done are of one step', () => {
  const parts = [call('c1'), result('c1'), call('c2'), result('c2'), text('Paid.')];
  expect(turns(go, message('assistant', ...parts)).slice(1, 4)).toEqual([
    { role: 'assistant', parts: [call('c1'), call('c2')] },
    { role: 'tool', results: [result('c1'), result('c2')] },
    { role: 'assistant', parts: [text('Paid.')] },
  ]);
});

it('two calls of one id each have their own result', () => {
  const calls = [call('c1', { input: { of: 1 } }), call('c1', { input: { of: 2 } })];
  const results = [result('c1', { output: 'first' }), result('c1', { output: 'second' })];
  expect(turns(go, message('assistant', ...calls, ...results)).slice(1)).toMatchObject([
    { parts: [{ id: 'c1' }, { id: 'call00002' }] },
    {
      results: [
        { id: 'c1', output: 'first' },
        { id: 'call00002', output: 'second' },
      ],
    },
  ]);
});

it('an approved call keeps its id where another call has the same', () => {
  const approved = call('c1');
  const messages = [go, message('assistant', call('c1'), result('c1'), approved)];
  const given = toTurns(messages, { origin, hasTools: true, runId: 'r1', approved });
  expect(given[1]).toMatchObject({ parts: [{ id: 'call00001' }, { id: 'c1' }] });
});

it('an approved call is performed beside a call that has its result', async () => {
  const execute = vi.fn(() => 'done');
  const fetch = vi.fn(() => Promise.resolve(Response.json({}, { status: 400 })));
  const { model } = targets.gptChat({ apiKey: 'none', fetch });
  const pay = tool({ inputSchema: jsonSchema<unknown>({ type: 'object' }), execute });
  const attempt = aiSdk(model, { tools: { pay } })({
    threadId: 't1',
    runId: 'r1',
    idempotencyKey: 'r1/2',
    retryCount: 0,
    messages: [go, message('assistant', call('c1'), call('c2'), result('c2'))],
    answer: { toolCallId: 'c1', approved: true },
    signal: new AbortController().signal,
    file: () => Promise.reject(new Error('There are no files.')),
  });
  await expect(Array.fromAsync(attempt)).rejects.toMatchObject({ statusCode: 400 });
  expect(execute).toHaveBeenCalledOnce();
  expect(fetch).toHaveBeenCalledOnce();
});
