/** Where an answer begins and ends, and what its provider has said of its usage when it is cut off. */
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { describe, expect, it, vi } from 'vitest';
import { type Reply, whole } from '../wire/endpoint.ts';
import { sse } from '../wire/wire.ts';
import { called, chat, message, started, text } from './frames.ts';
import { claude, compatible, does, refusals, type Talk, talk } from './talk.ts';

const half = message([text('Half ')], 'end_turn').said.slice(0, 3);
const all = whole(message([text('All.')], 'end_turn'));
const gemini = (url: string) =>
  createGoogleGenerativeAI({ baseURL: url, apiKey: 'none' })('gemini-3-pro-preview');
const halfOfGemini = sse({
  candidates: [{ index: 0, content: { role: 'model', parts: [{ text: 'Half ' }] } }],
  usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 3, thoughtsTokenCount: 4 },
});
const used = { prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 };

const responses = (url: string) => createOpenAI({ baseURL: url, apiKey: 'none' })('gpt-5');
const item = {
  type: 'function_call',
  id: 'fc_1',
  call_id: 'call_1',
  name: 'work',
  arguments: '{}',
};
const responsesCall = {
  said: [
    { type: 'response.output_item.added', output_index: 0, item: { ...item, arguments: '' } },
    { type: 'response.output_item.done', output_index: 0, item: { ...item, status: 'completed' } },
  ].map((data) => sse(data, data.type)),
  end: [
    sse(
      {
        type: 'response.completed',
        response: { id: 'resp_1', usage: { input_tokens: 1000, output_tokens: 100 } },
      },
      'response.completed',
    ),
  ],
};

/** Starts a run, and cancels it once `isReady`. */
async function stopped({ runtime }: Talk, isReady: () => unknown) {
  const run = await runtime.thread('t1').start({ prompt: 'Go.' });
  await vi.waitFor(() => expect(isReady()).toBeTruthy(), { timeout: 5_000, interval: 5 });
  await run.send({ type: 'run.cancel' });
  return run.done();
}

const shows = ({ runtime }: Talk) =>
  JSON.stringify(runtime.thread('t1').getSnapshot().messages).includes('Half');

describe('the usage of an answer', () => {
  it.each<[string, Parameters<typeof talk>[0], Reply, object]>([
    ['Anthropic', claude, { type: 'held', pieces: half }, { inputTokens: 12, cacheReadTokens: 2 }],
    [
      'Gemini',
      gemini,
      { type: 'held', pieces: [halfOfGemini] },
      { inputTokens: 10, outputTokens: 7, reasoningTokens: 4 },
    ],
  ])('of %s that a person stopped', async (_, model, reply, usage) => {
    const world = await talk(model, [reply]);
    expect(await stopped(world, () => shows(world))).toMatchObject({ status: 'cancelled', usage });
  });

  it('that broke off is added to that of the next attempt', async () => {
    const world = await talk(claude, [{ type: 'cut', pieces: half }, all]);
    expect(await world.ask()).toMatchObject({ status: 'completed', usage: { inputTokens: 24 } });
  });

  it.each([
    ['Chat Completions', compatible, chat([called('work')], 'tool_calls', used)],
    ['OpenAI’s Responses', responses, responsesCall],
  ])('of %s whose tool was stopped at work', async (_, model, first) => {
    let isAtWork = false;
    const work = () => {
      isAtWork = true;
      return new Promise<never>(() => {});
    };
    const world = await talk(model, [whole(first)], { tools: { work: does(work) } });
    expect(await stopped(world, () => isAtWork)).toMatchObject({ usage: { inputTokens: 1000 } });
  });

  it('that ends is counted once', async () => {
    const world = await talk(claude, [all]);
    const usage = { inputTokens: 12, outputTokens: 5 };
    expect(await world.ask()).toMatchObject({ usage });
  });
});

describe('the beginning of a message of Anthropic', () => {
  it('is no part of the message', async () => {
    const world = await talk(claude, [{ type: 'held', pieces: [started] }, all]);
    const end = await stopped(world, () => world.endpoint.requests.length === 1);
    expect(end).toMatchObject({ status: 'cancelled' });
    const { messages } = world.runtime.thread('t1').getSnapshot();
    expect(messages.map(({ role }) => role)).toEqual(['user']);
    await world.ask();
    expect(refusals(world, '/v1/messages')).toEqual([]);
    expect(world.endpoint.requests[1]).not.toContain('stopped');
  });
});

const saying = message([text('All.')], 'end_turn');
const output = {
  type: 'message',
  id: 'msg_1',
  role: 'assistant',
  content: [{ type: 'output_text', text: 'All.', annotations: [] }],
};
const responsesSay = {
  said: [
    { type: 'response.output_item.added', output_index: 0, item: { ...output, content: [] } },
    { type: 'response.output_text.delta', item_id: 'msg_1', output_index: 0, delta: 'All.' },
    { type: 'response.output_item.done', output_index: 0, item: output },
  ].map((data) => sse(data, data.type)),
  end: responsesCall.end,
};
const chatSays = chat([{ content: 'All.' }], 'stop', used);

describe('an answer whose connection stays open', () => {
  const timeouts = { firstChunkMs: 2_000, idleMs: 5_000, toolMs: 5_000 };

  it.each<[string, Parameters<typeof talk>[0], typeof saying, object]>([
    ['Anthropic', claude, saying, { inputTokens: 12, outputTokens: 5 }],
    ['Chat Completions', compatible, chatSays, { inputTokens: 1000, outputTokens: 100 }],
    ['OpenAI’s Responses', responses, responsesSay, { inputTokens: 1000, outputTokens: 100 }],
  ])('is whole at its end, with its usage: %s', async (_, model, { said, end }, usage) => {
    const plan: Reply[] = [{ type: 'held', pieces: [...said, ...end] }];
    const world = await talk(model, plan, {}, { timeouts });
    const ended = await world.ask();
    expect(ended).toMatchObject({ retryCount: 0, output: { finishReason: 'stop' }, usage });
  });

  it('performs its calls: OpenAI’s Responses', async () => {
    const { said, end } = responsesCall;
    const plan: Reply[] = [{ type: 'held', pieces: [...said, ...end] }, whole(responsesSay)];
    let performed = 0;
    const tools = { work: does(() => ++performed) };
    const world = await talk(responses, plan, { tools }, { timeouts });
    expect(await world.ask()).toMatchObject({ output: { finishReason: 'stop' }, retryCount: 0 });
    expect(performed).toBe(1);
  });

  it('is not cut where a server says `stop` with each piece of a text', async () => {
    const piece = (content: string) =>
      sse({ id: 'c', choices: [{ index: 0, delta: { content }, finish_reason: 'stop' }] });
    const plan: Reply[] = [{ type: 'held', pieces: [piece('Half ')] }, whole(chatSays)];
    const world = await talk(compatible, plan, {}, { timeouts: { ...timeouts, idleMs: 2_500 } });
    expect(await world.ask()).toMatchObject({ retryCount: 1 });
  });
});
