/** The model server's faults as an HTTP client sees them. */
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  createModelApp,
  type Fault,
  type ModelServer,
  ModelState,
  startModelServer,
} from '@perdure/model-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const chatRequest = { model: 'any', messages: [{ role: 'user', content: 'Why is the sky blue?' }] };

let server: ModelServer;
beforeEach(async () => {
  server = await startModelServer({ tokenDelayMs: 0 });
});
afterEach(() => server.close());

const ask = (stream: boolean, signal: AbortSignal | null = null) =>
  fetch(`${server.baseUrl}/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({ ...chatRequest, stream }),
    signal,
  });

/** Resolves with the bytes received as text, and the error that ended them, if any. */
async function read(response: Response) {
  let body = '';
  try {
    for await (const chunk of response.body ?? []) body += new TextDecoder().decode(chunk);
    return { body };
  } catch (error) {
    return { body, error: error as Error };
  }
}

const contentOf = (sse: string) =>
  [...sse.matchAll(/"content":"([^"]*)"/g)].map(([, content]) => content).join('');

describe('status', () => {
  test.each([
    [401, 'invalid_api_key', 'invalid_request_error'],
    [402, 'insufficient_credits', 'billing_error'],
    [429, 'rate_limit_exceeded', 'requests'],
    [500, null, 'server_error'],
    [503, 'service_unavailable', 'server_error'],
    [529, 'overloaded', 'overloaded_error'],
    [418, null, 'invalid_request_error'],
    [599, null, 'server_error'],
  ])('%i has the usual code and message', async (status, code, type) => {
    server.plan([{ kind: 'status', status }]);
    const response = await ask(true);
    expect(response.status).toBe(status);
    expect(response.headers.has('retry-after')).toBe(false);
    expect(await response.json()).toEqual({
      error: { message: expect.stringMatching(/.+\.$|^The .+/), type, param: null, code },
    });
    expect(server.received()).toMatchObject([
      { fault: 'status', outcome: 'failed', sentTokens: 0 },
    ]);
  });

  test('has the code and message of the plan', async () => {
    const wording = { code: 'busy', message: 'Come back later.' };
    server.plan([{ kind: 'status', status: 503, retryAfterSeconds: 7, ...wording }]);
    const response = await ask(false);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(await response.json()).toMatchObject({ error: { ...wording, type: 'server_error' } });
  });

  test('distinguishes a spent quota from a rate limit', async () => {
    server.plan([{ kind: 'status', status: 429, code: 'insufficient_quota' }]);
    expect(await (await ask(true)).json()).toMatchObject({
      error: { type: 'insufficient_quota', message: expect.stringContaining('quota') },
    });
  });
});

describe('cut', () => {
  test.each([0, 5])('breaks the connection after %i tokens', async (afterTokens) => {
    server.plan([{ kind: 'cut', afterTokens }]);
    const { body, error } = await read(await ask(true));
    expect(error).toMatchObject({ message: 'terminated', cause: { code: 'UND_ERR_SOCKET' } });
    expect(contentOf(body)).toBe(['', 'Sunlight looks white, but it'][afterTokens / 5]);
    expect(server.received()).toMatchObject([
      { fault: 'cut', outcome: 'failed', sentTokens: afterTokens },
    ]);
  });

  test('breaks an answer in one piece', async () => {
    server.plan([{ kind: 'cut', afterTokens: 5 }]);
    const { body, error } = await read(await ask(false));
    expect(error).toMatchObject({ cause: { code: 'UND_ERR_SOCKET' } });
    expect(body).toMatch(/"content":"Sunlight looks white, but it$/);
  });

  test('sends a shorter answer without its ending', async () => {
    server.plan([{ kind: 'cut', afterTokens: 10_000 }]);
    const { body, error } = await read(await ask(true));
    expect(error).toBeDefined();
    expect(contentOf(body)).toMatch(/what is left\.$/);
    expect(body).not.toContain('stop');
  });

  // On the bare socket, because HTTP clients differ in how they report it.
  test.each([
    ['cut', false],
    ['endEarly', true],
  ] as const)('%s ends the chunked body properly: %s', async (kind, properly) => {
    server.plan([{ kind, afterTokens: 3 }]);
    const body = JSON.stringify({ ...chatRequest, stream: true });
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.write(
      'POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n' +
        `content-length: ${body.length}\r\n\r\n${body}`,
    );
    const answer = await text(socket);
    expect(answer).toContain('white');
    expect(answer.endsWith('\r\n0\r\n\r\n')).toBe(properly);
  });
});

test('stall sends its tokens, and then nothing until the client disconnects', async () => {
  server.plan([{ kind: 'stall', afterTokens: 3 }]);
  const client = new AbortController();
  const reading = ask(true, client.signal).then(read);
  await expect.poll(() => server.received()[0]?.sentTokens).toBe(3);
  expect(server.received()).toMatchObject([{ fault: 'stall', outcome: 'streaming' }]);

  client.abort();
  const { body, error } = await reading;
  expect(error?.name).toBe('AbortError');
  expect(contentOf(body)).toBe('Sunlight looks white,');
  await expect.poll(() => server.received()[0]?.outcome).toBe('disconnected');
});

test('errorFrame is an error inside the 200 answer, and a clean end', async () => {
  const wording = { code: 'overloaded', message: 'Overloaded.' };
  server.plan([{ kind: 'errorFrame', afterTokens: 2, ...wording }]);
  const { body, error } = await read(await ask(true));
  expect(error).toBeUndefined();
  expect(contentOf(body)).toBe('Sunlight looks');
  const last = body.trimEnd().split('\n\n').at(-1)?.replace('data: ', '') ?? '';
  expect(JSON.parse(last)).toEqual({ error: { ...wording, type: 'server_error', param: null } });
  expect(server.received()).toMatchObject([{ outcome: 'failed', sentTokens: 2 }]);
});

test('errorFrame is a field beside the broken answer if that is one object', async () => {
  server.plan([{ kind: 'errorFrame', afterTokens: 2 }]);
  const response = await ask(false);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    choices: [{ message: { content: 'Sunlight looks' }, finish_reason: null }],
    error: { type: 'server_error' },
  });
});

test('endEarly is a clean end without finish_reason and [DONE]', async () => {
  server.plan([{ kind: 'endEarly', afterTokens: 2 }]);
  const { body, error } = await read(await ask(true));
  expect(error).toBeUndefined();
  expect(contentOf(body)).toBe('Sunlight looks');
  expect(body).not.toContain('"stop"');
  expect(body).not.toContain('[DONE]');
  expect(server.received()).toMatchObject([{ outcome: 'failed', sentTokens: 2 }]);
});

test('each request uses up the next fault; without any it succeeds', async () => {
  const faults: Fault[] = [
    { kind: 'status', status: 503 },
    { kind: 'ok' },
    { kind: 'cut', afterTokens: 1 },
  ];
  server.plan(faults);
  for (const _ of [...faults, 'none left']) await read(await ask(true));
  expect(server.received().map(({ fault, outcome }) => [fault, outcome])).toEqual([
    ['status', 'failed'],
    ['ok', 'completed'],
    ['cut', 'failed'],
    ['ok', 'completed'],
  ]);
});

test('a client that disconnects in the middle of an answer is noticed', async () => {
  server.configure({ tokenDelayMs: 60_000 });
  const client = new AbortController();
  await ask(true, client.signal);
  client.abort();
  await expect.poll(() => server.received()[0]?.outcome).toBe('disconnected');
  expect(server.received()[0]?.sentTokens).toBe(0);
});

test('a client that disconnects before it has read a byte is noticed', async () => {
  const state = new ModelState();
  const client = new AbortController();
  await createModelApp(state).request('/v1/chat/completions', {
    method: 'POST',
    headers: { host: 'localhost' },
    body: JSON.stringify({ ...chatRequest, stream: true }),
    signal: client.signal,
  });
  client.abort();
  await expect.poll(() => state.log.all()[0]?.outcome).toBe('disconnected');
});

test('close closes the open connections, and may be called twice', async () => {
  server.plan([{ kind: 'stall', afterTokens: 0 }]);
  const response = await ask(true);
  await Promise.all([server.close(), server.close()]);
  expect((await read(response)).error).toBeDefined();
  await expect(ask(true)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
});
