/** Anthropic's client as a provider: what the other adapters have too, and what only Anthropic has. */
import { expect, it } from 'vitest';
import {
  adapterSuite,
  chunksOf,
  done,
  failureOf,
  open,
  pdf,
  png,
  request,
} from '../adapter-suite.ts';
import { scriptedServer } from '../scripted-server.ts';
import { answer, dialect, provider, text, thinking } from './dialect.ts';

adapterSuite(dialect);

const search = {
  type: 'server_tool_use',
  id: 'srvtoolu_1',
  name: 'web_search',
  input: {},
  caller: { type: 'direct' },
};
const query = { type: 'input_json_delta', partial_json: '{"query":"sky"}' };
const found = {
  type: 'web_search_tool_result',
  tool_use_id: 'srvtoolu_1',
  content: [{ type: 'web_search_result', url: 'https://a.test', encrypted_content: 'Eo8=' }],
  caller: { type: 'direct' },
};
const citation = {
  type: 'web_search_result_location',
  url: 'https://a.test',
  title: 'A',
  cited_text: 'Blue.',
  encrypted_index: 'Eo8B=',
};
const searched = { ...search, input: { query: 'sky' } };

it('a server tool, its result and citations go back as they were', async () => {
  const world = await open(dialect, [
    {
      events: answer(
        'end_turn',
        thinking,
        [search, query],
        [found],
        [
          { type: 'text', text: '', citations: [] },
          { type: 'text_delta', text: 'Blue.' },
          { type: 'citations_delta', citation },
        ],
        [{ type: 'container_upload', file_id: 'file_1' }],
        text('So it is.'),
      ),
    },
    { events: dialect.says('Yes.') },
  ]);
  await done(await world.start());
  await done(await world.start('Really?'));
  expect(dialect.messages(world.server.bodies[1] as object)[1]).toEqual({
    role: 'assistant',
    content: [
      { type: 'thinking', thinking: 'Let me see.', signature: 'EqQBCkYIBRgCKkAx+/=' },
      searched,
      found,
      { type: 'text', text: 'Blue.', citations: [citation] },
      { type: 'container_upload', file_id: 'file_1' },
      { type: 'text', text: 'So it is.' },
    ],
  });
  expect(world.thread.getSnapshot().messages[1]?.parts).toContainEqual(
    expect.objectContaining({ type: 'toolCall', name: 'web_search', providerExecuted: true }),
  );
});

it('a paused answer is continued with what it has, and its usage is added up', async () => {
  const { url, bodies } = await scriptedServer(
    { events: answer('pause_turn', thinking, text('Searching.'), [search, query]) },
    { events: answer('end_turn', [found], text('Blue.')) },
  );
  const chunks = await Array.fromAsync(provider(url, { model: 'm1' })(request(url)));
  expect(dialect.messages(bodies[1] as object)).toEqual([
    ...dialect.messages(bodies[0] as object),
    {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'Let me see.', signature: 'EqQBCkYIBRgCKkAx+/=' },
        { type: 'text', text: 'Searching.', citations: null },
        searched,
      ],
    },
  ]);
  expect(chunks.filter(({ type }) => type === 'toolResult')).toEqual([
    expect.objectContaining({ id: 'srvtoolu_1', name: 'web_search', providerExecuted: true }),
  ]);
  expect(chunks.at(-1)).toMatchObject({
    type: 'finish',
    reason: 'end_turn',
    usage: { inputTokens: 32, outputTokens: 14 },
  });
  // What was used so far is said as soon as the API says it.
  const used = chunks.flatMap((chunk) => (chunk.type === 'alive' && chunk.usage) || []);
  expect(used.map(({ inputTokens, outputTokens }) => [inputTokens, outputTokens])).toEqual([
    [16, 1],
    [16, 7],
    [32, 8],
    [32, 14],
  ]);
});

it('a refusal ends with the word of the API, which fails the run for good', async () => {
  const events = answer('refusal', text('I'));
  const chunks = await chunksOf(dialect, { events });
  expect(chunks.at(-1)).toMatchObject({ type: 'finish', reason: 'refusal' });
  const run = await (await open(dialect, [{ events }])).start();
  expect(await run.done()).toMatchObject({
    status: 'failed',
    failure: { kind: 'contentFiltered', retryable: false },
  });
});

it('nothing is performed after an answer that was cut at its limit', async () => {
  const events = dialect
    .calls(['send12345', 'send', '{"path":"a"}'])
    .map((event) =>
      'delta' in event && 'usage' in event
        ? { ...event, delta: { stop_reason: 'max_tokens' } }
        : event,
    );
  const world = await open(dialect, [{ events }]);
  expect(await (await world.start()).done()).toMatchObject({ output: { finishReason: 'length' } });
  expect(world.performed).toEqual([]);
});

it('pings, arguments and hidden thinking are signs of life', async () => {
  const chunks = await chunksOf(dialect, {
    events: [{ type: 'ping' }, { type: 'ping' }, ...answer('end_turn', text('Hi.'))],
  });
  expect(chunks.slice(1, 3)).toEqual([{ type: 'alive' }, { type: 'alive' }]);
  expect(chunks.filter(({ type }) => type === 'text')).toHaveLength(1);
});

it('an error event is thrown', async () => {
  const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
  const events = [...dialect.says('Hello, you.').slice(0, 3), error];
  expect(await failureOf(chunksOf(dialect, { events }))).toMatchObject({ kind: 'overloaded' });
});

it('a tool gives a picture and a document, and the model is told of other files', async () => {
  const files = [
    { type: 'text' as const, text: 'Here:' },
    { type: 'file' as const, data: png, mediaType: 'image/png' },
    { type: 'file' as const, data: pdf, mediaType: 'application/pdf', name: 'a.pdf' },
    { type: 'file' as const, data: btoa('1;2'), mediaType: 'text/csv', name: 'a.csv' },
  ];
  const shoot = {
    inputSchema: { type: 'object' },
    execute: () => 'done',
    toModelOutput: () => ({ type: 'content' as const, value: files }),
  };
  const world = await open(
    dialect,
    [
      { events: dialect.calls(['shoot1234', 'shoot', '{}']) },
      { events: dialect.says('Nice.') },
      { events: dialect.says('Yes.') },
    ],
    { shoot },
  );
  await done(await world.start());
  await done(await world.start('Really?'));
  const [, before = [], after = []] = world.server.bodies.map((body) => dialect.messages(body));
  expect(dialect.results(world.server.bodies[1] as object).shoot1234).toEqual([
    { type: 'text', text: 'Here:' },
    { type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } },
    {
      type: 'document',
      source: { type: 'base64', media_type: 'application/pdf', data: pdf },
      title: 'a.pdf',
    },
    { type: 'text', text: '[A file that cannot be shown: a (2).csv, text/csv, 3 bytes.]' },
  ]);
  expect(after.slice(0, before.length)).toEqual(before);
});

it('settings: instructions, more fields, and tools of Anthropic beside those of the app', async () => {
  const { url, bodies } = await scriptedServer({ events: dialect.says('Hi.') });
  const model = (name = 'small') => `claude-${name}`;
  const settings = {
    model,
    instructions: 'Be short.',
    tools: { send: { description: 'Sends.', inputSchema: { properties: {} } } },
    body: {
      max_tokens: 5,
      tools: [{ type: 'web_search_20250305' as const, name: 'web_search' as const }],
    },
  };
  await Array.fromAsync(provider(url, settings)(request(url, { model: 'large' })));
  expect(bodies[0]).toEqual({
    model: 'claude-large',
    max_tokens: 5,
    system: 'Be short.',
    tools: [
      { name: 'send', description: 'Sends.', input_schema: { type: 'object', properties: {} } },
      { type: 'web_search_20250305', name: 'web_search' },
    ],
    messages: [{ role: 'user', content: [{ type: 'text', text: 'Go.' }] }],
    stream: true,
  });
});
