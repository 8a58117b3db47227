/** OpenAI's client as a provider, with Chat Completions: what the other adapters have too, and what only it has. */
import { openai } from '@perdure/providers/openai';
import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import type { AgentSettings } from '../../src/agent/agent.ts';
import {
  adapterSuite,
  type Call,
  chunksOf,
  type Dialect,
  done,
  open,
  pdf,
  png,
  request,
} from '../adapter-suite.ts';
import { scriptedServer } from '../scripted-server.ts';

const provider = (baseURL: string, settings: AgentSettings) =>
  openai(new OpenAI({ apiKey: 'none', baseURL }), { ...settings, api: 'chat' });

const usage = {
  prompt_tokens: 16,
  prompt_tokens_details: { cached_tokens: 4 },
  completion_tokens: 7,
  completion_tokens_details: { reasoning_tokens: 3 },
};

const completion = (finish_reason: string, ...deltas: object[]) => [
  ...deltas.map((delta) => ({ choices: [{ index: 0, delta, finish_reason: null }] })),
  { choices: [{ index: 0, delta: {}, finish_reason }] },
  { choices: [], usage },
];

const toolCall = ([id, name, json]: Call) => ({
  id,
  type: 'function',
  function: { name, arguments: json },
  extra_content: { google: { thought_signature: 'Cs8=' } },
});

const dialect: Dialect = {
  name: "OpenAI's Chat Completions",
  provider,
  says: (text) => completion('stop', ...text.split(/(?<= )/).map((content) => ({ content }))),
  last: 'data: [DONE]\n\n',
  calls: (...calls) =>
    completion(
      'tool_calls',
      { role: 'assistant', reasoning_content: 'Let me ' },
      { reasoning_content: 'see.' },
      { content: 'Well.' },
      ...calls.flatMap((one, index) => {
        const { function: said, ...more } = toolCall(one);
        return [
          { tool_calls: [{ ...more, index, function: { name: said.name, arguments: '' } }] },
          { tool_calls: [{ index, function: { arguments: said.arguments } }] },
        ];
      }),
    ),
  calledItems: (...calls) => [
    {
      role: 'assistant',
      content: 'Well.',
      reasoning_content: 'Let me see.',
      tool_calls: calls.map(toolCall),
    },
  ],
  reason: 'stop',
  usage: { inputTokens: 16, outputTokens: 7, reasoningTokens: 3, cacheReadTokens: 4 },
  messages: (body) => (body as { messages: unknown[] }).messages,
  results(body) {
    type Message = { role: string; tool_call_id: string; content: unknown };
    const results = (body as { messages: Message[] }).messages.filter(
      ({ role }) => role === 'tool',
    );
    return Object.fromEntries(results.map(({ tool_call_id, content }) => [tool_call_id, content]));
  },
  files: {
    png,
    pdf,
    content: [
      { type: 'text', text: 'Look.' },
      { type: 'image_url', image_url: { url: `data:image/png;base64,${png}` } },
      {
        type: 'file',
        file: { filename: 'report.pdf', file_data: `data:application/pdf;base64,${pdf}` },
      },
    ],
  },
};

adapterSuite(dialect);

it('settings, instructions and tools are sent', async () => {
  const { url, bodies } = await scriptedServer({ events: dialect.says('Hi.') });
  const settings = {
    model: 'm1',
    api: 'chat' as const,
    instructions: 'Be short.',
    tools: { send: { description: 'Sends.', inputSchema: { type: 'object' } } },
    body: { temperature: 0 },
  };
  const client = new OpenAI({ apiKey: 'none', baseURL: url });
  await Array.fromAsync(openai(client, settings)(request(url)));
  expect(bodies[0]).toEqual({
    model: 'm1',
    stream_options: { include_usage: true },
    temperature: 0,
    tools: [
      {
        type: 'function',
        function: { name: 'send', description: 'Sends.', parameters: { type: 'object' } },
      },
    ],
    messages: [
      { role: 'system', content: 'Be short.' },
      { role: 'user', content: 'Go.' },
    ],
    stream: true,
  });
});

it.each([
  ['length', { status: 'completed', output: { finishReason: 'length' } }],
  ['content_filter', { status: 'failed', failure: { kind: 'contentFiltered' } }],
])('nothing is performed after an answer that ended with %s', async (reason, end) => {
  const calls = [{ index: 0, id: 'c12345678', function: { name: 'send', arguments: '{}' } }];
  const world = await open(dialect, [
    { events: completion(reason, { content: 'Hi.' }, { tool_calls: calls }) },
  ]);
  expect(await (await world.start()).done()).toMatchObject(end);
  expect(world.performed).toEqual([]);
});

it('calls that all have the index 0 are told apart by their ids', async () => {
  const piece = (id: string, json: string) => ({
    tool_calls: [{ index: 0, id, function: { name: 'send', arguments: json } }],
  });
  const events = completion('tool_calls', piece('a', '{"n":1}'), piece('b', '{"n":2}'));
  const chunks = await chunksOf(dialect, { events }, { maxSteps: 1 });
  const calls = chunks.flatMap((chunk) => (chunk.type === 'toolCall' ? [chunk] : []));
  expect(calls.map(({ id, input }) => [id, input])).toEqual([
    ['a', { n: 1 }],
    ['b', { n: 2 }],
  ]);
});

it('arguments that are no JSON go back as none, and a refusal is the answer', async () => {
  const world = await open(dialect, [
    { events: dialect.calls(['i12345678', 'send', '{"path']) },
    { events: completion('stop', { refusal: 'I will not.' }) },
  ]);
  await done(await world.start());
  expect(world.server.bodies[1]).toMatchObject({
    messages: [{}, { tool_calls: [{ function: { name: 'send', arguments: '{}' } }] }, {}],
  });
  expect(world.thread.getSnapshot().messages.at(-1)?.parts).toEqual([
    { type: 'text', text: 'I will not.' },
  ]);
});

it('audio of a prompt is given, and files of a tool are told as text', async () => {
  const wav = btoa('RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0');
  const content = [{ type: 'file' as const, data: png, mediaType: 'image/png', name: 'a.png' }];
  const shoot = {
    inputSchema: { type: 'object' },
    execute: () => 'done',
    toModelOutput: () => ({ type: 'content' as const, value: content }),
  };
  const world = await open(
    dialect,
    [{ events: dialect.calls(['shoot1234', 'shoot', '{}']) }, { events: dialect.says('Nice.') }],
    { shoot },
  );
  const prompt = [{ type: 'file' as const, data: wav, mediaType: 'audio/wav' }];
  await done(await world.thread.start({ prompt }));
  expect(dialect.messages(world.server.bodies[1] as object)[0]).toEqual({
    role: 'user',
    content: [
      { type: 'input_audio', input_audio: { data: wav, format: 'wav' } },
      { type: 'text', text: '[Sent without a text.]' },
    ],
  });
  expect(dialect.results(world.server.bodies[1] as object)).toEqual({
    shoot1234: '[A file that cannot be shown: a.png, image/png, 70 bytes.]',
  });
});

describe('calls', () => {
  const piece = (tool_call: object, finish_reason: string | null = null) => ({
    choices: [{ index: 0, delta: { tool_calls: [tool_call] }, finish_reason }],
  });
  const pay = (index: number, id: string, n: number) =>
    piece({ index, id, type: 'function', function: { name: 'pay', arguments: `{"n":${n}}` } });
  const last = (finish_reason: string) => ({ choices: [{ index: 0, delta: {}, finish_reason }] });

  async function performed(...events: object[]) {
    const inputs: unknown[] = [];
    const execute = (input: unknown) => inputs.push(input);
    const tools = { pay: { inputSchema: { type: 'object' }, execute } };
    const chunks = await chunksOf(dialect, { events }, { tools, maxSteps: 1 });
    return { inputs, chunks };
  }

  it('in pieces that all have a finish reason are performed once they are whole', async () => {
    const name = { index: 0, id: 'c1', function: { name: 'pay', arguments: '' } };
    const json = { index: 0, function: { arguments: '{"n":1}' } };
    const { inputs } = await performed(piece(name, 'tool_calls'), piece(json, 'tool_calls'));
    expect(inputs).toEqual([{ n: 1 }]);
  });

  it.each(['error', 'insufficient_system_resource'])('before %s are void', async (reason) => {
    const { inputs, chunks } = await performed(pay(0, 'c1', 1), last(reason));
    expect(inputs).toEqual([]);
    expect(chunks.map(({ type }) => type)).not.toContain('toolCall');
  });

  it.each([
    ['the same id', pay(0, 'x', 1), pay(1, 'x', 2)],
    ['no id', pay(0, '', 1), pay(1, '', 2)],
    ['no id, and one index', pay(0, '', 1), pay(0, '', 2)],
  ])('with %s get an id each', async (_, ...events) => {
    const { inputs, chunks } = await performed(...events, last('tool_calls'));
    expect(inputs).toEqual([{ n: 1 }, { n: 2 }]);
    const ids = chunks.flatMap((chunk) => (chunk.type === 'toolCall' ? chunk.id : []));
    expect(new Set(ids).size).toBe(2);
    expect(ids).not.toContain('');
  });
});
