/** The validator that an address calls for, and that no body makes a validator throw. */
import { validatorFor, validators, type WireName } from '@perdure/testkit/validators';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const names = Object.keys(validators) as WireName[];

describe('validatorFor', () => {
  test.each<[WireName, string]>([
    ['anthropic-messages', 'https://api.anthropic.com/v1/messages'],
    ['openai-responses', 'https://api.openai.com/v1/responses'],
    ['chat-completions', '/v1/chat/completions'],
    ['gemini', '/v1beta/models/gemini-3-pro:streamGenerateContent?alt=sse'],
    ['bedrock-converse', '/model/eu.anthropic.claude-v1%3A0/converse-stream'],
    ['cohere', '/v2/chat'],
  ])('%s: %s', (name, url) => {
    expect(validatorFor(url)).toBe(validators[name]);
  });

  test.each(['mistral', 'deepseek'] as const)('chat completions of %s', (chat) => {
    expect(validatorFor('/v1/chat/completions', { chat })).toBe(validators[chat]);
  });

  test('Gemini 2 asks for no thought signature', () => {
    const contents = [
      { role: 'user', parts: [{ text: 'Look.' }] },
      { role: 'model', parts: [{ functionCall: { name: 'look', args: {} } }] },
      { role: 'user', parts: [{ functionResponse: { name: 'look', response: {} } }] },
    ];
    const of = (model: string) =>
      validatorFor(`/v1beta/models/${model}:generateContent`)?.({ contents });
    expect(of('gemini-2.5-pro')).toEqual([]);
    expect(of('gemini-3-pro')).toMatchObject([{ rule: 'thoughtSignature' }]);
  });

  test('another address has no validator', () => {
    expect(validatorFor('/v1/models')).toBeUndefined();
  });
});

test.each(names)('%s takes any body', (name) => {
  const values = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          'toString',
          'role',
          'content',
          'parts',
          'type',
          'id',
          'tool_calls',
          'toolUse',
          'source',
        ),
        tie('node'),
        { maxKeys: 4 },
      ),
    ),
  }));
  const bodies = fc.dictionary(
    fc.constantFrom('messages', 'input', 'contents', 'toolConfig', 'thinking', 'store'),
    values.node,
  );
  fc.assert(
    fc.property(bodies, (body) => {
      expect(validators[name](body)).toBeInstanceOf(Array);
    }),
  );
});
