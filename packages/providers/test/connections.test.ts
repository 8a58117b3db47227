/** Once an attempt is over, no connection to the model is left open, whichever adapter has made it. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { aiSdk } from '@perdure/providers/ai-sdk';
import { openai } from '@perdure/providers/openai';
import { createRuntime, type Provider, type Run, type Runtime } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import OpenAI from 'openai';
import { describe, expect, it, onTestFinished } from 'vitest';
import { request } from './adapter-suite.ts';
import { dialect as anthropicDialect } from './anthropic/dialect.ts';
import { dialect as responsesDialect } from './openai/responses-dialect.ts';

const chatSays = [
  { id: 'c', choices: [{ index: 0, delta: { content: 'Hello.' }, finish_reason: null }] },
  { id: 'c', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
  '[DONE]',
];

const item = { type: 'message', id: 'msg_1' };
const responsesSays = [
  { type: 'response.created', response: { id: 'resp_1', created_at: 0, model: 'm1' } },
  { type: 'response.output_item.added', output_index: 0, item },
  { type: 'response.output_text.delta', item_id: 'msg_1', delta: 'Hello.' },
  { type: 'response.output_item.done', output_index: 0, item },
  { type: 'response.completed', response: { usage: { input_tokens: 1, output_tokens: 1 } } },
];

const key = 'none';

/** Each adapter, with an answer whose first events say something and whose last ones end it. */
const adapters: Record<string, [(baseURL: string) => Provider, (object | string)[]]> = {
  'OpenAI’s Responses': [
    (url) => responsesDialect.provider(url, { model: 'm1' }),
    responsesDialect.says('Hello, you.'),
  ],
  'Chat Completions': [
    (baseURL) => openai(new OpenAI({ apiKey: key, baseURL }), { model: 'm1', api: 'chat' }),
    chatSays,
  ],
  'Anthropic’s Messages': [
    (url) => anthropicDialect.provider(url, { model: 'm1' }),
    anthropicDialect.says('Hello, you.'),
  ],
  'the AI SDK with Chat Completions': [
    (baseURL) => aiSdk(createOpenAICompatible({ name: 'any', baseURL })('m1')),
    chatSays,
  ],
  'the AI SDK with OpenAI’s Responses': [
    (baseURL) => aiSdk(createOpenAI({ apiKey: key, baseURL })('m1')),
    responsesSays,
  ],
  'the AI SDK with Anthropic': [
    (baseURL) => aiSdk(createAnthropic({ apiKey: key, baseURL })('m1')),
    anthropicDialect.says('Hello, you.'),
  ],
};

const frame = (event: object | string): string => {
  if (typeof event === 'string') return `data: ${event}\n\n`;
  return `${'type' in event ? `event: ${event.type}\n` : ''}data: ${JSON.stringify(event)}\n\n`;
};

/** How much a server says before it leaves the connection as it is. */
type Says = 'nothing' | 'a beginning' | 'all';

/** A server that ends no response. It counts the connections of responses that are still open. */
async function holding(events: readonly (object | string)[], says: Says) {
  const open = new Set<ServerResponse>();
  let requests = 0;
  const server = createServer((request, response) => {
    request.resume();
    requests++;
    open.add(response);
    response.once('close', () => open.delete(response));
    if (says === 'nothing') return;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const said = says === 'all' ? events : events.slice(0, Math.ceil(events.length / 2));
    for (const event of said) response.write(frame(event));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, open: () => open.size, requests: () => requests };
}

type End = (runtime: Runtime, run: Run) => unknown;

const ends: Record<string, [Says, End, timeouts?: { firstChunkMs: number; idleMs: number }]> = {
  'a cancel before the headers': ['nothing', (_, run) => run.send({ type: 'run.cancel' })],
  'a cancel in mid-stream': ['a beginning', (_, run) => run.send({ type: 'run.cancel' })],
  'the end of the runtime': ['a beginning', (runtime) => runtime.close()],
  'a timeout': ['a beginning', () => {}, { firstChunkMs: 300, idleMs: 300 }],
  'its answer, after which the server holds the connection': ['all', () => {}],
};

describe.each(Object.entries(adapters))('through %s', (_, [adapter, events]) => {
  it.each(Object.entries(ends))('no connection is left after %s', async (_, end) => {
    const [says, by, timeouts] = end;
    const server = await holding(events, says);
    const runtime = await createRuntime({
      store: memoryStore(),
      provider: adapter(server.url),
      policy: { maxRetries: 0 },
      ...(timeouts && { timeouts }),
    });
    onTestFinished(() => runtime.close());
    const thread = runtime.thread('t1');
    const run = await thread.start({ prompt: 'Go.' });
    await expect.poll(() => server.requests()).toBe(1);
    if (says === 'a beginning')
      await expect.poll(() => thread.getSnapshot().messages.length).toBeGreaterThan(1);
    await by(runtime, run);
    await expect.poll(() => server.open()).toBe(0);
    expect(server.requests()).toBe(1);
  });

  it('no connection is left after its reader has left, without an abort', async () => {
    const server = await holding(events, 'a beginning');
    for await (const { type } of adapter(server.url)(request(server.url)))
      if (type === 'text') break;
    await expect.poll(() => server.open()).toBe(0);
  });

  it('no connection is left after it was read to its end, without an abort', async () => {
    const server = await holding(events, 'all');
    const chunks = await Array.fromAsync(adapter(server.url)(request(server.url)));
    expect(chunks.at(-1)?.type).toBe('finish');
    await expect.poll(() => server.open()).toBe(0);
  });
});
