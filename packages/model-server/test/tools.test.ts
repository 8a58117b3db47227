/** The model server's tool calls on the wire, and what it says about their results. */
import { type ModelServer, startModelServer } from '@perdure/providers/model-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerTo } from '../src/model-server/answers.ts';

const CALL = {
  kind: 'toolCall',
  name: 'send_receipt',
  arguments: { to: 'Ann "A" Lee', amount: 12.5 },
} as const;

let server: ModelServer;
beforeEach(async () => {
  server = await startModelServer({ tokenDelayMs: 0, faults: [CALL] });
});
afterEach(() => server.close());

const prompt = (content: string) => ({ role: 'user', content });

const ask = (body: object) =>
  fetch(`${server.baseUrl}/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({ model: 'perdure-demo', messages: [prompt('Send it.')], ...body }),
  });

const says = async (body: object): Promise<string> => {
  server.plan([]);
  const answer = (await (await ask(body)).json()) as {
    choices: [{ message: { content: string } }];
  };
  return answer.choices[0].message.content;
};

describe('a planned tool call', () => {
  it('is streamed in pieces: who is called, then with what, then why it ends', async () => {
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
    expect(JSON.parse(pieces.join(''))).toEqual(CALL.arguments);
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
    expect(JSON.parse(message.tool_calls[0].function.arguments)).toEqual(CALL.arguments);
  });

  it.each([{ name: '' }, { arguments: 'none' }, { arguments: undefined }])(
    'with %j is refused',
    (field) => {
      expect(() => server.plan([{ ...CALL, ...field } as never])).toThrow();
    },
  );
});

describe('the answer to results', () => {
  const call = { role: 'assistant', content: null, tool_calls: [] };
  const result = (content: string) => ({ role: 'tool', tool_call_id: 'c', content });

  it.each(['Send it.', '发送收据'])('mentions every one of them: %s', async (content) => {
    const said = await says({ messages: [prompt(content), call, result('one'), result('two')] });
    expect(said).toMatch(/“one”.*“two”/);
  });

  it('quotes the beginning of a long one', async () => {
    const said = await says({ messages: [prompt('Go.'), call, result('x'.repeat(1_000))] });
    expect(said).toContain(`“${'x'.repeat(200)}…”`);
  });

  it('is no longer given to what is asked after it', async () => {
    const messages = [prompt('Go.'), call, result('one'), prompt('Why is the sky blue?')];
    expect(await says({ messages })).toBe(answerTo('sky'));
  });
});

it.each([
  ['Why is the sky blue?', 'Sunlight looks white, but it carries every colour at once.'],
  ['天空为什么是蓝色的？', '阳光看起来是白色的，其实包含了所有颜色的光。'],
  ['Tell me a joke.', 'You wrote: “Tell me a joke.”'],
])('the smaller model says the first sentence: %s', async (content, first) => {
  expect(await says({ model: 'perdure-demo-mini', messages: [prompt(content)] })).toBe(first);
});
