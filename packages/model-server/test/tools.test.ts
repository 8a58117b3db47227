/** The model server's tool calls on the wire, and its answers to their results. */
import { type ModelServer, startModelServer } from '@perdure/model-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerTo } from '../src/answers.ts';

const sendReceipt = {
  kind: 'toolCall',
  name: 'send_receipt',
  arguments: { to: 'Ann "A" Lee', amount: 12.5 },
} as const;

let server: ModelServer;
beforeEach(async () => {
  server = await startModelServer({ tokenDelayMs: 0, faults: [sendReceipt] });
});
afterEach(() => server.close());

const prompt = (content: string) => ({ role: 'user', content });

const ask = (body: object) =>
  fetch(`${server.baseUrl}/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({ model: 'perdure-demo', messages: [prompt('Send it.')], ...body }),
  });

const answerOf = async (body: object): Promise<string> => {
  server.plan([]);
  const answer = (await (await ask(body)).json()) as {
    choices: [{ message: { content: string } }];
  };
  return answer.choices[0].message.content;
};

describe('a planned tool call', () => {
  it('is streamed in pieces: the name, the arguments, and the finish reason', async () => {
    const sse = await (await ask({ stream: true })).text();
    const frames = sse.split('\n\n').filter((frame) => frame.includes('choices'));
    const choices = frames.map((frame) => JSON.parse(frame.replace('data: ', '')).choices[0]);
    expect(choices[0].delta).toEqual({
      role: 'assistant',
      content: null,
      tool_calls: [
        {
          index: 0,
          id: expect.stringMatching(/^call_[0-9a-f]{32}$/),
          type: 'function',
          function: { name: 'send_receipt', arguments: '' },
        },
      ],
    });
    const pieces = choices.slice(1, -1).map(({ delta }) => delta.tool_calls[0].function.arguments);
    expect(pieces.length).toBeGreaterThan(1);
    expect(JSON.parse(pieces.join(''))).toEqual(sendReceipt.arguments);
    expect(choices.at(-1)).toEqual({ index: 0, delta: {}, finish_reason: 'tool_calls' });
    expect(server.received()).toMatchObject([{ fault: 'toolCall', outcome: 'completed' }]);
  });

  it('is one object without streaming', async () => {
    const answer = await (await ask({})).json();
    expect(answer).toMatchObject({
      choices: [
        {
          message: { role: 'assistant', content: null, tool_calls: [{ type: 'function' }] },
          finish_reason: 'tool_calls',
        },
      ],
    });
    const { choices } = answer as {
      choices: [{ message: { tool_calls: [{ function: { arguments: string } }] } }];
    };
    const [{ message }] = choices;
    expect(JSON.parse(message.tool_calls[0].function.arguments)).toEqual(sendReceipt.arguments);
  });

  it.each([{ name: '' }, { arguments: 'none' }, { arguments: undefined }])(
    'with %j is refused',
    (field) => {
      expect(() => server.plan([{ ...sendReceipt, ...field } as never])).toThrow();
    },
  );
});

describe('the answer to results', () => {
  const call = { role: 'assistant', content: null, tool_calls: [] };
  const result = (content: string) => ({ role: 'tool', tool_call_id: 'c', content });

  it.each(['Send it.', '发送收据'])('quotes every result: %s', async (content) => {
    const text = await answerOf({
      messages: [prompt(content), call, result('one'), result('two')],
    });
    expect(text).toMatch(/“one”.*“two”/);
  });

  it('quotes the beginning of a long one', async () => {
    const text = await answerOf({ messages: [prompt('Go.'), call, result('x'.repeat(1_000))] });
    expect(text).toContain(`“${'x'.repeat(200)}…”`);
  });

  it('is not repeated to a later prompt', async () => {
    const messages = [prompt('Go.'), call, result('one'), prompt('Why is the sky blue?')];
    expect(await answerOf({ messages })).toBe(answerTo('sky'));
  });
});

it.each([
  ['Why is the sky blue?', 'Sunlight looks white, but it carries every colour at once.'],
  ['天空为什么是蓝色的？', '阳光看起来是白色的，其实包含了所有颜色的光。'],
  ['Tell me a joke.', 'You wrote: “Tell me a joke.”'],
])('the smaller model answers with the first sentence: %s', async (content, first) => {
  expect(await answerOf({ model: 'perdure-demo-mini', messages: [prompt(content)] })).toBe(first);
});
