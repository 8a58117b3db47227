/** Settings of the adapters: checked when the provider is made, not when it is called. */
import { expect, it } from 'vitest';
import { aiSdk } from '../../src/ai-sdk/index.ts';
import { anthropic } from '../../src/anthropic/index.ts';
import { openai } from '../../src/openai/index.ts';

const tool = { inputSchema: { type: 'object' } };

const wrong: readonly [string, Record<string, unknown>][] = [
  ['settings.model', { model: undefined }],
  ['settings.model', { model: '' }],
  ['settings.instructions', { instructions: ['Be brief.'] }],
  ['settings.maxSteps', { maxSteps: 0 }],
  ['settings.maxSteps', { maxSteps: Number.NaN }],
  ['settings.maxSteps', { maxSteps: '20' }],
  ['settings.body', { body: 'json' }],
  ['settings.tools', { tools: [tool] }],
  ['settings.tools.pay', { tools: { pay: null } }],
  ['settings.tools.pay.inputSchema', { tools: { pay: {} } }],
  ['settings.tools.pay.execute', { tools: { pay: { ...tool, execute: 'pay' } } }],
  ['settings.maxStep', { maxStep: 5 }],
];

it.each(wrong)('%s is refused by both adapters: %o', (option, settings) => {
  const error = expect.objectContaining({ name: 'InvalidOptionError', option });
  expect(() => openai({} as never, { model: 'm', ...settings } as never)).toThrow(error);
  expect(() => anthropic({} as never, { model: 'm', ...settings } as never)).toThrow(error);
});

it('no client, no settings, or no model is refused', () => {
  const named = (option: string) => expect.objectContaining({ name: 'InvalidOptionError', option });
  expect(() => openai(undefined as never, { model: 'm' })).toThrow(named('client'));
  expect(() => anthropic({} as never, undefined as never)).toThrow(named('settings'));
  expect(() => openai({} as never, { model: 'm', api: 'completions' } as never)).toThrow(
    named('settings.api'),
  );
  for (const model of ['', undefined, null, 7])
    expect(() => aiSdk(model as never)).toThrow(named('model'));
  expect(() => aiSdk('openai/gpt-5', 'x' as never)).toThrow(named('settings'));
});

it('undefined is the default of every setting', () => {
  const settings = {
    model: 'm',
    instructions: undefined,
    tools: undefined,
    maxSteps: undefined,
    body: undefined,
  };
  expect(openai({} as never, settings as never)).toBeTypeOf('function');
  expect(anthropic({} as never, settings as never)).toBeTypeOf('function');
});
