/** The prefix cache: the cached tokens of a request, and the block at which its prompt departs from the last one. */
import type { Fault } from '@perdure/model-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PrefixCache } from '../src/prefix-cache.ts';
import { ChatClient, chunksOf } from './chat-client.ts';

let client: ChatClient;
beforeEach(async () => {
  client = await ChatClient.open();
});
afterEach(() => client.server.close());

const system = { role: 'system', content: 'Be very brief.' }; // 3 tokens
const first = { role: 'user', content: 'Say one two three' }; // 4 tokens
const called = {
  role: 'assistant',
  content: null,
  tool_calls: [
    { id: 'c', type: 'function', function: { name: 'a', arguments: '{"x": 1, "y": 2}' } }, // 4 tokens
  ],
};
const result = { role: 'tool', tool_call_id: 'c', content: 'four five' }; // 2 tokens
const tool = (description: string) => ({ type: 'function', function: { name: 'a', description } });
const tools = [tool('adds two numbers'), tool('tells the time')]; // 3 tokens each

/** Sends a prompt. Resolves with its line of the request log. */
async function send(messages: object[], body: object = {}) {
  await (await client.ask({ messages, ...body })).text();
  const { promptTokens, cachedTokens, changedBlock } = client.server.received().at(-1) ?? {};
  return [promptTokens, cachedTokens, changedBlock];
}

describe('cached tokens', () => {
  it('are those of the blocks that the model has read before', async () => {
    expect(await send([system, first], { tools })).toEqual([13, 0, undefined]);
    expect(await send([system, first], { tools })).toEqual([13, 13, undefined]);
    const next = [system, first, called, result];
    expect(await send(next, { tools })).toEqual([19, 13, undefined]);
    expect(await send([system, { role: 'user', content: 'Hi' }], { tools })).toEqual([
      10,
      9,
      undefined,
    ]);
  });

  it('are in the usage, streamed or not', async () => {
    await send([system, first]);
    const usage = {
      prompt_tokens: 7,
      completion_tokens: expect.any(Number),
      total_tokens: expect.any(Number),
      prompt_tokens_details: { cached_tokens: 7 },
    };
    expect(await client.json({ messages: [system, first] })).toMatchObject({ usage });
    const sse = await client.stream({ messages: [system, first] });
    expect(chunksOf(sse).at(-1)).toMatchObject({ choices: [], usage });
  });

  it.each([
    ['a word of the system message', { ...system, content: 'Be not brief.' }],
    ['the order of the fields', { content: system.content, role: system.role }],
    ['a field more', { ...system, name: 'x' }],
  ])('are lost behind a change of %s', async (_, changed) => {
    await send([system, first], { tools });
    expect(await send([changed, first], { tools })).toEqual([13, 6, 'messages[0]']);
  });

  it('are lost behind another image', async () => {
    const photo = (base64: string) => ({
      role: 'user',
      content: [{ type: 'image_url', image_url: { url: `data:image/png;base64,${base64}` } }],
    });
    await send([system, photo('AAAA'), first]);
    expect(await send([system, photo('AAAA'), first])).toEqual([7, 7, undefined]);
    expect(await send([system, photo('BBBB'), first])).toEqual([7, 3, undefined]);
  });

  it('are kept for each model by itself', async () => {
    await send([system, first]);
    const other = { model: 'perdure-demo-mini' };
    expect(await send([system, first], other)).toEqual([7, 0, undefined]);
    expect(await send([system, first], other)).toEqual([7, 7, undefined]);
  });

  it('are in the control routes too', async () => {
    await send([system, first]);
    await send([first, first]);
    const response = await fetch(`${client.server.url}/control/requests`);
    expect(await response.json()).toMatchObject({
      requests: [
        { promptTokens: 7, cachedTokens: 0 },
        { promptTokens: 8, cachedTokens: 0, changedBlock: 'messages[0]' },
      ],
    });
  });

  it.each<[string, number, Fault]>([
    ['refused before the model reads it', 0, { kind: 'status', status: 503 }],
    ['cut in mid-answer', 7, { kind: 'cut', afterTokens: 2 }],
    ['ended with an error frame', 7, { kind: 'errorFrame', afterTokens: 0 }],
    ['answered with an empty body', 7, { kind: 'emptyBody' }],
  ])('of a retry, after a request that was %s: %i', async (_, cached, fault) => {
    client.server.plan([fault]);
    await client
      .ask({ messages: [system, first] })
      .then((response) => response.text())
      .catch(() => {});
    expect(client.server.received()).toMatchObject([{ promptTokens: 7, cachedTokens: 0 }]);
    expect(await send([system, first])).toEqual([7, cached, undefined]);
  });

  it('are those of the 10,000 prefixes used last, the shorter ones of a prompt being the newer', () => {
    const cache = new PrefixCache();
    const blocks = (name: string, count: number) =>
      Array.from({ length: count }, (_, n) => ({ tokens: 1, prefix: `${name}${n}` }));
    cache.warm('any', blocks('a', 10));
    cache.warm('any', blocks('b', 9_995));
    expect(cache.cached('any', blocks('a', 10))).toHaveLength(5);
    expect(cache.cached('any', blocks('b', 9_995))).toHaveLength(9_995);
  });
});

describe('the changed block', () => {
  const long = [system, first, called, result];

  it.each([
    ['a prompt that continues', [...long, first], {}, undefined],
    ['a prompt that is shorter', [system, first], {}, undefined],
    ['another last message', [system, first, called, { ...result, content: 'no' }], {}, undefined],
    ['a message in the middle', [system, first, system, result], {}, 'messages[2]'],
    ['a message more at the start', [system, system, first, called], {}, 'messages[1]'],
    ['another tool', long, { tools: [tools[0], tool('x')] }, 'tools[1]'],
    ['a tool more', long, { tools: [...tools, tool('x')] }, 'tools[2]'],
    ['a tool less', long, { tools: [tools[0]] }, 'tools[1]'],
    ['no tools', long, { tools: [] }, 'tools[0]'],
    ['the tools in another order', long, { tools: tools.toReversed() }, 'tools[0]'],
  ])('of %s', async (_, messages, body, changedBlock) => {
    await send(long, { tools });
    expect((await send(messages, { tools, ...body }))[2]).toBe(changedBlock);
  });

  it('compares with the same conversation: the first user message, or prompt_cache_key', async () => {
    await send(long);
    expect((await send([first, result]))[2]).toBe('messages[0]');
    const key = { prompt_cache_key: 'thread-1' };
    expect((await send(long, key))[2]).toBeUndefined();
    const renamed = { role: 'user', content: 'Another one' };
    expect((await send([renamed, first, result]))[2]).toBeUndefined();
    expect((await send([renamed, first, result], key))[2]).toBe('messages[0]');
  });
});
