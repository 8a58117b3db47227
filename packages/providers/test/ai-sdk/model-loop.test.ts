/** Where the loop of model steps goes on, and where it ends. */
import { createAnthropic } from '@ai-sdk/anthropic';
import { isStepCount, jsonSchema, tool } from 'ai';
import { describe, expect, it } from 'vitest';
import { whole } from '../wire/endpoint.ts';
import { called, calls, chat, message, says, search, text } from './frames.ts';
import { claude, compatible, does, refusals, sent, talk } from './talk.ts';

const tools = { web_search: createAnthropic({ apiKey: 'none' }).tools.webSearch_20250305() };
const rains = whole(message([text('It rains.')], 'end_turn'));

describe('a turn that Anthropic has paused', () => {
  it.each([
    ['with a text', [...search, text('Once more.')]],
    ['without a text', search],
  ])('%s goes on with what was said', async (_, blocks) => {
    const world = await talk(claude, [whole(message(blocks, 'pause_turn')), rains], { tools });
    expect(await world.ask()).toMatchObject({
      status: 'completed',
      output: { finishReason: 'stop' },
      usage: { inputTokens: 24, outputTokens: 10 },
    });
    expect(refusals(world, '/v1/messages')).toEqual([]);
    const [first, second] = sent(world);
    expect(second?.slice(0, 1)).toEqual(first);
    expect(JSON.stringify(second?.[1])).toContain('web_search_tool_result');
    expect(second).toHaveLength(2);
  });

  it('ends at the limit of steps', async () => {
    const paused = whole(message(search, 'pause_turn'));
    const settings = { tools, stopWhen: isStepCount(3) };
    const world = await talk(claude, [paused, paused, paused, paused], settings);
    expect(await world.ask()).toMatchObject({ output: { finishReason: 'toolCalls' } });
    expect(world.endpoint.requests).toHaveLength(3);
  });
});

describe('the length limit', () => {
  it('ends the loop, also if the SDK has answered the call that was cut off', async () => {
    const cut = whole(chat([called('look', '{"text":"aaa')], 'length'));
    const plan = [cut, cut, whole(says('Ok.'))];
    const world = await talk(compatible, plan, { tools: { look: does(() => 1) } });
    expect(await world.ask()).toMatchObject({ output: { finishReason: 'length' } });
    expect(world.endpoint.requests).toHaveLength(1);
  });

  it('asks nobody about a call that may be cut off', async () => {
    const cut = whole(chat([called('place', '{}')], 'length'));
    const place = tool({
      inputSchema: jsonSchema({ type: 'object' }),
      outputSchema: jsonSchema({}),
    });
    const world = await talk(compatible, [cut], { tools: { place } });
    expect(await world.ask()).toMatchObject({ output: { finishReason: 'length' } });
  });
});

it('the app’s conditions see the steps of the whole attempt', async () => {
  const plan = Array.from({ length: 4 }, (_, at) => whole(calls('look', '{}', `call_${at}`)));
  const settings = { tools: { look: does(() => 1) }, stopWhen: [isStepCount(2)] };
  const world = await talk(compatible, plan, settings);
  expect(await world.ask()).toMatchObject({ output: { finishReason: 'toolCalls' } });
  expect(world.endpoint.requests).toHaveLength(2);
});
