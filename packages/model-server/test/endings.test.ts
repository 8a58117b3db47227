/** The ends of an answer on the wire: each finish reason, and each way to do without one. */
import { endings } from '@perdure/model-server';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { answerTo } from '../src/answers.ts';
import { thinkingAbout } from '../src/thinking.ts';
import { tokensOf } from '../src/tokens.ts';
import { ChatClient, choicesOf, chunksOf, finishReasonsOf, joined } from './chat-client.ts';

type Name = keyof typeof endings;

let client: ChatClient;
beforeEach(async () => {
  client = await ChatClient.open();
});
afterEach(() => client.server.close());

const wholeAnswer = tokensOf(answerTo('sky')).length;
const thinking = tokensOf(thinkingAbout('sky')).length;

/** Name, finish reasons, tokens of text and of thinking, true for a usage, true for `[DONE]`. */
const rows: [Name, string[], number, number, boolean, boolean][] = [
  ['length', ['length'], 20, 0, true, true],
  ['lengthInReasoning', ['length'], 0, thinking, true, true],
  ['contentFilter', ['content_filter'], 20, 0, true, true],
  ['error', ['error'], 20, 0, true, true],
  ['toolCallsWithoutCall', ['tool_calls'], 0, 0, true, true],
  ['nothingSaid', ['stop'], 0, 0, true, true],
  ['nothingSaidNoUsage', ['stop'], 0, 0, false, true],
  ['unknownReason', ['paused'], wholeAnswer, 0, true, true],
  ['doneWithoutReason', [], wholeAnswer, 0, true, true],
  ['reasonWithoutDone', ['stop'], wholeAnswer, 0, true, false],
  ['endEarly', [], 20, 0, false, false],
];

test('the table has every ending', () => {
  expect([...rows.map(([name]) => name), 'emptyBody'].sort()).toEqual(Object.keys(endings).sort());
});

describe.each(rows)('%s', (name, reasons, said, thought, hasUsage, isDone) => {
  beforeEach(() => client.server.plan([endings[name]]));

  it('streams', async () => {
    const sse = await client.stream();
    expect(finishReasonsOf(sse)).toEqual(reasons);
    expect(joined(sse, 'content').split(' ').filter(Boolean)).toHaveLength(said);
    expect(joined(sse, 'reasoning_content').split(' ').filter(Boolean)).toHaveLength(thought);
    expect(sse.endsWith('data: [DONE]\n\n')).toBe(isDone);
    expect(choicesOf(sse).some(({ delta }) => 'tool_calls' in delta)).toBe(false);
    expect(chunksOf(sse).flatMap(({ usage }) => usage ?? [])).toMatchObject(
      hasUsage
        ? [
            {
              completion_tokens: said + thought,
              total_tokens: 5 + said + thought,
              completion_tokens_details: { reasoning_tokens: thought },
            },
          ]
        : [],
    );
    expect(client.server.received()).toMatchObject([
      { status: 200, outcome: 'failed', sentTokens: said + thought },
    ]);
  });
});

it.each(rows.filter(([name]) => name !== 'endEarly'))(
  '%s is one object without streaming',
  async (name, [reason = null], _said, _thought, hasUsage) => {
    client.server.plan([endings[name]]);
    const answer = await client.json();
    expect(answer).toMatchObject({ choices: [{ finish_reason: reason }] });
    expect('usage' in (answer as object)).toBe(hasUsage);
  },
);

it.each([true, false])('emptyBody is a 200 without a byte, streamed: %s', async (stream) => {
  client.server.plan([endings.emptyBody]);
  const response = await client.ask({ stream });
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('');
  expect(client.server.received()).toMatchObject([{ outcome: 'failed', sentTokens: 0 }]);
});

it.each([{ reason: '' }, {}, { reason: 'stop', afterTokens: -1 }])(
  'finish with %j is refused',
  (fields) => {
    expect(() => client.server.plan([{ kind: 'finish', ...fields } as never])).toThrow();
  },
);
