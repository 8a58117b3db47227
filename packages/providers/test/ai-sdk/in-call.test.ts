/** Within one attempt the SDK repeats what the model said: repaired, and in the bytes of every later request. */
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModel, ToolSet } from 'ai';
import { describe, expect, it, onTestFinished } from 'vitest';
import { whole } from '../wire/endpoint.ts';
import { type Answer, expectPrefix } from '../wire/wire.ts';
import { calls, message, says, text, toolUse } from './frames.ts';
import { claude, compatible, does, refusals, sent, talk } from './talk.ts';

const fails = (error: unknown): ToolSet => ({
  look: does(() => {
    throw error;
  }),
});
const returns = (value: unknown, more: object = {}): ToolSet => ({ look: does(() => value, more) });

const look = message([toolUse('look')], 'tool_use');
const words = () => ({ type: 'text', value: 'b\udc00' });

const cases: [string, 'claude' | 'compatible', Answer, ToolSet][] = [
  [
    'a blank text before a call',
    'claude',
    message([text('\n\n'), toolUse('look')], 'tool_use'),
    returns(1),
  ],
  ['half of a character in a result', 'compatible', calls('look'), returns('a\ud83d')],
  ['half of a character in JSON', 'compatible', calls('look'), returns({ 'k\ud83d': ['a\ud83d'] })],
  [
    'half of a character in what toModelOutput gives',
    'compatible',
    calls('look'),
    returns(1, { toModelOutput: words }),
  ],
  ['half of a character in an error', 'compatible', calls('look'), fails(new Error('a\ud83d'))],
  ['half of a character in arguments', 'compatible', calls('look', '{"a":"\\ud83d"}'), returns(1)],
  ['a made-up name with other characters', 'compatible', calls('look<|channel|>x'), returns(1)],
  [
    'a made-up name with a dot',
    'claude',
    message([toolUse('functions.look')], 'tool_use'),
    returns(1),
  ],
  ['an empty error', 'claude', look, fails('')],
  ['a blank error', 'claude', look, fails(' \n')],
  [
    'a long error of invalid arguments',
    'compatible',
    calls('look', `{"a":"${'x'.repeat(9_000)}`),
    returns(1),
  ],
  ['a date in a result', 'compatible', calls('look'), returns({ at: new Date(0) })],
];

describe('in the attempt and in the next turn', () => {
  it.each(cases)('%s', async (_, service, first, tools) => {
    const isClaude = service === 'claude';
    const end = whole(isClaude ? message([text('Seen.')], 'end_turn') : says('Seen.'));
    const world = await talk(isClaude ? claude : compatible, [whole(first), end, end], { tools });
    expect(await world.ask()).toMatchObject({ status: 'completed' });
    expect(await world.ask()).toMatchObject({ status: 'completed' });
    expect(refusals(world, isClaude ? '/v1/messages' : '/v1/chat/completions')).toEqual([]);
    const [, inCall, later] = sent(world);
    expectPrefix(later, inCall);
    expect(world.endpoint.requests.join().match(/\\ud[89a-f]/)).toBeNull();
    const errors = JSON.stringify(sent(world)).match(/"is_error":true,"content":"\s*"/);
    expect(errors).toBeNull();
  });

  it('a name that the model was given stays, whatever its characters', async () => {
    const plan = [whole(calls('app.look')), whole(says('Seen.'))];
    const world = await talk(compatible, plan, { tools: { 'app.look': does(() => 1) } });
    await world.ask();
    expect(world.endpoint.requests[1]).toContain('"function":{"name":"app.look","arguments"');
  });

  it('a model that is named is the one that the SDK finds', async () => {
    const find = (url: string) => {
      globalThis.AI_SDK_DEFAULT_PROVIDER = createOpenAICompatible({ name: 'any', baseURL: url });
      return 'any';
    };
    onTestFinished(() => {
      globalThis.AI_SDK_DEFAULT_PROVIDER = undefined;
    });
    const plan = [whole(calls('look')), whole(says('Seen.'))];
    const world = await talk(find, plan, { tools: returns('a\ud83d') });
    expect(await world.ask()).toMatchObject({ status: 'completed' });
    expect(world.endpoint.requests[1]).not.toMatch(/\\ud83d/);
  });

  it('a model that the app prepares for a step is given the same', async () => {
    let own: LanguageModel | undefined;
    const find = (url: string) => {
      own = compatible(url);
      return own;
    };
    const plan = [whole(calls('look')), whole(says('Seen.'))];
    const world = await talk(find, plan, {
      tools: returns('a\ud83d'),
      prepareStep: ({ stepNumber }) => (stepNumber === 1 && own ? { model: own } : undefined),
    });
    expect(await world.ask()).toMatchObject({ status: 'completed' });
    expect(world.endpoint.requests[1]).not.toMatch(/\\ud83d/);
  });
});
