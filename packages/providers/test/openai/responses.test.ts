/** OpenAI's client as a provider, with the Responses: what the other adapters have too, and what only it has. */
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
import { dialect, message, provider, reasoning, response, said } from './responses-dialect.ts';

adapterSuite(dialect);

it('nothing is stored at OpenAI, and settings are sent', async () => {
  const { url, bodies } = await scriptedServer({ events: dialect.says('Hi.') });
  const settings = {
    model: 'gpt-5',
    instructions: 'Be short.',
    tools: { send: { description: 'Sends.', inputSchema: { type: 'object' } } },
    body: {
      reasoning: { effort: 'low' as const },
      tools: [{ type: 'web_search' as const }],
    },
  };
  await Array.fromAsync(provider(url, settings)(request(url)));
  expect(bodies[0]).toEqual({
    model: 'gpt-5',
    store: false,
    include: ['reasoning.encrypted_content'],
    instructions: 'Be short.',
    reasoning: { effort: 'low' },
    tools: [
      {
        type: 'function',
        name: 'send',
        description: 'Sends.',
        parameters: { type: 'object' },
        strict: false,
      },
      { type: 'web_search' },
    ],
    input: [{ role: 'user', content: [{ type: 'input_text', text: 'Go.' }] }],
    stream: true,
  });
});

it('items of other types, annotations and refusals go back as they were', async () => {
  const search = {
    type: 'web_search_call',
    id: 'ws_1',
    status: 'completed',
    action: { query: 'sky' },
  };
  const citation = { type: 'url_citation', url: 'https://a.test', start_index: 0, end_index: 4 };
  const cited = {
    ...message('Blue.'),
    content: [{ type: 'output_text', text: 'Blue.', annotations: [citation] }],
  };
  const two = {
    ...message(''),
    id: 'msg_2',
    content: [
      { type: 'output_text', text: 'More? ', annotations: [] },
      { type: 'refusal', refusal: 'No.' },
    ],
  };
  const refused = { ...message(''), id: 'msg_3', content: [{ type: 'refusal', refusal: 'No.' }] };
  const world = await open(dialect, [
    {
      events: response([
        [reasoning],
        [search, { type: 'response.web_search_call.searching' }],
        [cited, { type: 'response.output_text.delta', delta: 'Blue.' }],
        [
          two,
          { type: 'response.output_text.delta', delta: 'More? ' },
          { type: 'response.refusal.delta', delta: 'No.' },
        ],
        [refused, { type: 'response.refusal.delta', delta: 'No.' }],
      ]),
    },
    { events: dialect.says('Yes.') },
  ]);
  await done(await world.start());
  await done(await world.start('Really?'));
  const items = [reasoning, search, cited, two, refused];
  expect(dialect.messages(world.server.bodies[1] as object).slice(1, -1)).toEqual(items);
  expect(world.thread.getSnapshot().messages[1]?.parts).toContainEqual({
    type: 'other',
    value: search,
  });
});

it('a summary has its parts apart', async () => {
  const events = dialect.calls(['c12345678', 'x', '{}']);
  const chunks = await chunksOf(dialect, { events }, { maxSteps: 1 });
  const texts = chunks.map((chunk) => (chunk.type === 'reasoning' ? chunk.text : ''));
  expect(texts.join('')).toBe('**Seeing**\n\nLet me see.');
});

it('what came before a cut is given back, and reasoning without its end is not', async () => {
  const parts = [
    { type: 'text', text: 'Half a sen' },
    { type: 'reasoning', text: 'Hm', metadata: { openai: reasoning } },
  ] as const;
  const origin = { provider: 'openai', model: 'm1' };
  const cut = {
    id: 'c',
    runId: 'r0',
    role: 'assistant',
    status: 'completed',
    parts,
    origin,
  } as const;
  const { url, bodies } = await scriptedServer({ events: dialect.says('Hi.') });
  const { messages } = request(url);
  const asked = request(url, { messages: [...messages, cut, ...messages] });
  await Array.fromAsync(provider(url, { model: 'm1' })(asked));
  expect(dialect.messages(bodies[0] as object)[1]).toEqual({
    role: 'assistant',
    content: 'Half a sen',
  });
});

it.each([
  ['max_output_tokens', { status: 'completed', output: { finishReason: 'length' } }],
  ['content_filter', { status: 'failed', failure: { kind: 'contentFiltered' } }],
])(
  'an incomplete response ends with its reason, and its calls are not performed: %s',
  async (reason, end) => {
    const call = { type: 'function_call', call_id: 'c12345678', name: 'send', arguments: '{}' };
    const details = { incomplete_details: { reason } };
    const world = await open(dialect, [
      { events: response([said('Hi.'), [call]], 'response.incomplete', details) },
    ]);
    expect(await (await world.start()).done()).toMatchObject(end);
    expect(world.performed).toEqual([]);
  },
);

it.each([
  [{ code: 'server_error', message: 'Oops.' }, 'serverError'],
  [{ code: 'rate_limit_exceeded', message: 'Slow down.' }, 'rateLimited'],
])('a failed response is thrown: %j', async (error, kind) => {
  const events = response([said('Hi.')], 'response.failed', { error });
  expect(await failureOf(chunksOf(dialect, { events }))).toMatchObject({ kind });
});

it('an error event is thrown', async () => {
  const error = { type: 'error', code: 'rate_limit_exceeded', message: 'Slow down.', param: null };
  const events = [...dialect.says('Hello, you.').slice(0, 2), error];
  expect(await failureOf(chunksOf(dialect, { events }))).toMatchObject({ kind: 'rateLimited' });
});

it('keepalives, arguments and hidden reasoning are signs of life', async () => {
  const hidden = { ...reasoning, summary: [] };
  const chunks = await chunksOf(dialect, {
    events: [{ type: 'keepalive' }, ...response([[hidden], said('Hi.')])],
  });
  expect(chunks[1]).toEqual({ type: 'alive' });
  expect(chunks).toContainEqual({
    type: 'reasoning',
    text: '',
    block: '0',
    metadata: { openai: hidden },
  });
});

it('a tool gives a picture and a document, and the model is told of other files', async () => {
  const files = [
    { type: 'text' as const, text: 'Here:' },
    { type: 'file' as const, data: png },
    { type: 'file' as const, data: pdf, name: 'a.pdf' },
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
    { type: 'input_text', text: 'Here:' },
    { type: 'input_image', image_url: `data:image/png;base64,${png}`, detail: 'auto' },
    { type: 'input_file', filename: 'a.pdf', file_data: `data:application/pdf;base64,${pdf}` },
    { type: 'input_text', text: '[A file that cannot be shown: a (2).csv, text/csv, 3 bytes.]' },
  ]);
  expect(after.slice(0, before.length)).toEqual(before);
});
