/** The model server's chat routes: answers and refusals. */
import { type ModelServer, startModelServer } from '@perdure/model-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answerTo } from '../src/answers.ts';
import { tokensOf } from '../src/tokens.ts';

const messages = [{ role: 'user', content: 'Why is the sky blue?' }];

let server: ModelServer;
beforeEach(async () => {
  server = await startModelServer({ tokenDelayMs: 0 });
});
afterEach(() => server.close());

const ask = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${server.baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const framesOf = (sse: string) =>
  sse
    .split('\n\n')
    .filter((frame) => frame !== '')
    .map((frame) => frame.replace(/^data: /, ''));

describe('a streamed answer', () => {
  test('is role, content, finish_reason, usage, [DONE]', async () => {
    const response = await ask({
      model: 'perdure-demo',
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);

    const frames = framesOf(await response.text());
    expect(frames.pop()).toBe('[DONE]');
    const chunks = frames.map((frame) => JSON.parse(frame));
    const [role, ...rest] = chunks;
    const usage = rest.pop();
    const finish = rest.pop();
    const tokens = tokensOf(answerTo('sky'));

    expect(role).toMatchObject({
      id: response.headers.get('x-request-id'),
      object: 'chat.completion.chunk',
      model: 'perdure-demo',
      choices: [{ index: 0, delta: { role: 'assistant' }, finish_reason: null }],
    });
    expect(rest.map((chunk) => chunk.choices[0].delta.content)).toEqual(tokens);
    expect(finish.choices).toEqual([{ index: 0, delta: {}, finish_reason: 'stop' }]);
    expect(usage).toMatchObject({
      choices: [],
      usage: {
        prompt_tokens: 5,
        completion_tokens: tokens.length,
        total_tokens: 5 + tokens.length,
      },
    });
  });

  test('has its usage only on request', async () => {
    const response = await ask({ model: 'any', messages, stream: true });
    expect(await response.text()).not.toContain('usage');
  });

  test('changes its pace in the middle when the settings change', async () => {
    // At the first pace the answer would take longer than the test's timeout.
    server.configure({ tokenDelayMs: 100 });
    const response = await ask({ model: 'any', messages, stream: true });
    server.configure({ tokenDelayMs: 0 });
    expect(await response.text()).toContain('[DONE]');
  });
});

test('without stream, the answer is one object', async () => {
  const response = await ask({ model: 'perdure-demo', messages });
  expect(await response.json()).toMatchObject({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    model: 'perdure-demo',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: answerTo('sky') },
        finish_reason: 'stop',
      },
    ],
    usage: { completion_tokens: tokensOf(answerTo('sky')).length },
  });
});

describe('the answer', () => {
  test('is the one to the last user message, as text or as parts', async () => {
    const response = await ask({
      model: 'any',
      messages: [
        ...messages,
        { role: 'assistant', content: 'Because.' },
        { role: 'user', content: [{ type: 'text', text: '天空为什么是蓝色的？' }] },
        { role: 'assistant', content: null },
      ],
    });
    const body = (await response.json()) as { choices: [{ message: { content: string } }] };
    expect(body.choices[0].message.content).toBe(answerTo('天空为什么是蓝色的？'));
  });

  test('quotes the beginning of a prompt without a prepared answer', () => {
    expect(answerTo('  Tell me\na joke.')).toContain('“Tell me a joke.”');
    expect(answerTo('讲个笑话')).toContain('“讲个笑话”');
    expect(answerTo('x'.repeat(1_000))).toContain(`“${'x'.repeat(60)}…”`);
  });

  test.each(['sky', 'retry', 'a joke', '天空', '重试', '讲个笑话'])(
    'to %s equals its tokens, joined',
    (prompt) => {
      const tokens = tokensOf(answerTo(prompt));
      expect(tokens.join('')).toBe(answerTo(prompt));
      expect(tokens.length).toBeGreaterThan(70);
    },
  );
});

test.each([
  ['It is blue.  ', ['It', ' is', ' blue.', '  ']],
  ['天空是蓝的，对吗？Yes!', ['天空', '是蓝', '的，', '对吗？', 'Yes!']],
  ['', []],
])('tokens of %j are words and small groups of characters', (text, tokens) => {
  expect(tokensOf(text)).toEqual(tokens);
});

test('lists its models', async () => {
  const models = await (await fetch(`${server.baseUrl}/models`)).json();
  expect(models).toMatchObject({
    object: 'list',
    data: [{ id: 'perdure-demo', object: 'model' }, { id: 'perdure-demo-mini' }],
  });
});

describe('a bad request', () => {
  test.each([
    ['no JSON', '{', null],
    ['no model', { messages }, 'model'],
    ['no messages', { model: 'any', messages: [] }, 'messages'],
    ['an unknown role', { model: 'any', messages: [{ role: 'poet', content: '' }] }, 'messages'],
    ['a stream that is no boolean', { model: 'any', messages, stream: 'yes' }, 'stream'],
  ])('with %s gets a 400, is not logged, and uses up no fault', async (_, body, param) => {
    server.plan([{ kind: 'status', status: 503 }]);
    const response = await ask(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { message: expect.any(String), type: 'invalid_request_error', param },
    });
    expect(server.received()).toEqual([]);
    expect((await ask({ model: 'any', messages })).status).toBe(503);
  });

  test('to an unknown address gets a 404 with that address', async () => {
    const response = await fetch(`${server.url}/v2/chat`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      error: { code: 'unknown_url', message: expect.stringContaining('GET /v2/chat') },
    });
  });
});

describe('with an API key', () => {
  const body = { model: 'any', messages };

  beforeEach(async () => {
    await server.close();
    server = await startModelServer({ tokenDelayMs: 0, apiKey: 'sk-right' });
  });

  test.each([
    ['a missing', {}],
    ['a wrong', { authorization: 'Bearer sk-wrong' }],
  ])('%s bearer gets a 401', async (_, headers) => {
    const response = await ask(body, headers as Record<string, string>);
    expect(response.status).toBe(401);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({
      error: { type: 'invalid_request_error', code: 'invalid_api_key' },
    });
    expect(text).not.toContain('sk-wrong');
    expect(server.received()).toEqual([]);
  });

  test('the right bearer is accepted', async () => {
    expect((await ask(body, { authorization: 'Bearer sk-right' })).status).toBe(200);
  });
});
