/** Answers with thinking before the text, in `reasoning_content`. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerTo } from '../src/answers.ts';
import { thinkingAbout } from '../src/thinking.ts';
import { tokensOf } from '../src/tokens.ts';
import { ChatClient, choicesOf, joined } from './chat-client.ts';

let client: ChatClient;
beforeEach(async () => {
  client = await ChatClient.open();
});
afterEach(() => client.server.close());

const prompts = ['Why is the sky blue?', '天空为什么是蓝色的？'];

describe.each(prompts)('thinking about %s', (content) => {
  const messages = [{ role: 'user', content }];
  const thought = tokensOf(thinkingAbout(content)).length;
  const said = tokensOf(answerTo(content)).length;

  it.each([
    ['planned', { kind: 'reasoning' } as const, {}],
    ['asked for', { kind: 'ok' } as const, { reasoning_effort: 'low' }],
  ])('is streamed before the text if it is %s', async (_, fault, body) => {
    client.server.plan([fault]);
    const sse = await client.stream({ messages, ...body });
    expect(joined(sse, 'reasoning_content')).toBe(thinkingAbout(content));
    expect(joined(sse, 'content')).toBe(answerTo(content));
    const fields = choicesOf(sse).map(({ delta }) => Object.keys(delta).join());
    expect(fields.lastIndexOf('reasoning_content')).toBeLessThan(fields.indexOf('content'));
    expect(client.server.received()).toMatchObject([{ outcome: 'completed' }]);
  });

  it('is a field of an answer in one piece', async () => {
    client.server.plan([{ kind: 'reasoning' }]);
    expect(await client.json({ messages })).toMatchObject({
      choices: [
        {
          message: {
            role: 'assistant',
            reasoning_content: thinkingAbout(content),
            content: answerTo(content),
          },
          finish_reason: 'stop',
        },
      ],
      usage: {
        completion_tokens: thought + said,
        completion_tokens_details: { reasoning_tokens: thought },
      },
    });
  });
});

it('is absent without a plan and with the effort none', async () => {
  expect(await client.stream()).not.toContain('reasoning_content');
  expect(await client.stream({ reasoning_effort: 'none' })).not.toContain('reasoning_content');
});

it('can be cut in the middle', async () => {
  client.server.plan([{ kind: 'errorFrame', afterTokens: 3 }]);
  const sse = await client.stream({ reasoning_effort: 'high' });
  expect(joined(sse, 'reasoning_content')).toBe('First I look');
  expect(joined(sse, 'content')).toBe('');

  client.server.plan([{ kind: 'errorFrame', afterTokens: 3 }]);
  expect(await client.json({ reasoning_effort: 'high' })).toMatchObject({
    choices: [{ message: { reasoning_content: 'First I look', content: '' } }],
    error: { type: 'server_error' },
  });
});
