/** The model server's faults as the AI SDK reports them. */
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { type ModelServer, startModelServer } from '@perdure/model-server';
import { APICallError, streamText } from 'ai';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { answerTo } from '../src/answers.ts';
import { thinkingAbout } from '../src/thinking.ts';

const prompt = 'Why is the sky blue?';

let server: ModelServer;
beforeEach(async () => {
  server = await startModelServer({ tokenDelayMs: 0, apiKey: 'sk-test' });
});
afterEach(() => server.close());

/** Streams an answer to its end. Resolves with its text, its error part, and what the stream threw. */
async function run(options: { signal?: AbortSignal; apiKey?: string } = {}) {
  const { signal, apiKey = 'sk-test' } = options;
  const client = createOpenAICompatible({ name: 'demo', baseURL: server.baseUrl, apiKey });
  const { fullStream } = streamText({
    model: client('perdure-demo'),
    prompt,
    maxRetries: 0,
    onError: () => {}, // the default prints the error
    ...(signal && { abortSignal: signal }),
  });
  const seen = { text: '', types: new Set<string>(), error: undefined as unknown };
  try {
    for await (const part of fullStream) {
      seen.types.add(part.type);
      if (part.type === 'text-delta') seen.text += part.text;
      if (part.type === 'error') seen.error = part.error;
    }
    return seen;
  } catch (thrown) {
    return { ...seen, thrown };
  }
}

test('success streams the whole text', async () => {
  const { text, types, error } = await run();
  expect(error).toBeUndefined();
  expect(text).toBe(answerTo(prompt));
  expect(types).toContain('finish');
});

test('thinking is reasoning, and a prompt sent again is cached', async () => {
  server.plan([{ kind: 'reasoning' }, { kind: 'ok' }]);
  const client = createOpenAICompatible({
    name: 'demo',
    baseURL: server.baseUrl,
    apiKey: 'sk-test',
    includeUsage: true,
  });
  const thoughtful = streamText({ model: client('perdure-demo'), prompt });
  expect(await thoughtful.reasoningText).toBe(thinkingAbout(prompt));
  expect(await thoughtful.text).toBe(answerTo(prompt));
  const cached = streamText({ model: client('perdure-demo'), prompt });
  expect(await cached.usage).toMatchObject({
    inputTokens: 5,
    inputTokenDetails: { cacheReadTokens: 5 },
  });
});

test('files arrive in the form that the model reads', async () => {
  const client = createOpenAICompatible({
    name: 'demo',
    baseURL: server.baseUrl,
    apiKey: 'sk-test',
  });
  const file = (mediaType: string) => ({
    type: 'file' as const,
    data: new Uint8Array(1_234),
    mediaType,
  });
  const content = ['image/png', 'audio/wav', 'application/pdf'].map(file);
  const messages = [{ role: 'user' as const, content }];
  expect(await streamText({ model: client('perdure-demo'), messages }).text).toBe(
    'I see a PNG of 1,234 bytes. I hear 1,234 bytes of WAV. I read 1,234 bytes of PDF, “document.pdf”.',
  );
});

test('a wrong key and a 503 are API call errors', async () => {
  expect((await run({ apiKey: 'sk-wrong' })).error).toMatchObject({ statusCode: 401 });

  server.plan([{ kind: 'status', status: 503, retryAfterSeconds: 2 }]);
  const { error } = await run();
  expect(APICallError.isInstance(error)).toBe(true);
  expect(error).toMatchObject({
    statusCode: 503,
    isRetryable: true,
    responseHeaders: { 'retry-after': '2' },
    data: { error: { code: 'service_unavailable' } },
  });
});

test('a cut is thrown, with the socket error as its root cause', async () => {
  server.plan([{ kind: 'cut', afterTokens: 5 }]);
  const outcome = await run();
  expect(outcome).toMatchObject({
    text: 'Sunlight looks white, but it',
    error: undefined,
    thrown: {
      name: 'AI_APICallError',
      statusCode: 200,
      cause: { name: 'TypeError', message: 'terminated', cause: { code: 'UND_ERR_SOCKET' } },
    },
  });
  expect(outcome.types).not.toContain('finish');
});

test('an error frame is an error part', async () => {
  server.plan([{ kind: 'errorFrame', afterTokens: 5, message: 'Overloaded.' }]);
  const outcome = await run();
  expect(outcome).toMatchObject({
    text: 'Sunlight looks white, but it',
    error: { message: 'Overloaded.' },
  });
  expect(outcome).not.toHaveProperty('thrown');
});

test('an early end is an error part', async () => {
  server.plan([{ kind: 'endEarly', afterTokens: 5 }]);
  expect(await run()).toMatchObject({
    text: 'Sunlight looks white, but it',
    error: { message: 'Response stream ended without a finish reason.' },
  });
});

test("a stall ends with the client's abort", async () => {
  server.plan([{ kind: 'stall', afterTokens: 5 }]);
  const client = new AbortController();
  const running = run({ signal: client.signal });
  await expect.poll(() => server.received()[0]?.sentTokens).toBe(5);
  client.abort();

  const { types, error } = await running;
  expect(types).toContain('abort');
  expect(error).toBeUndefined();
  await expect.poll(() => server.received()[0]?.outcome).toBe('disconnected');
});
