/** Answers that take their time: pings before the first word, and a tool call's arguments in many pieces. */
import type { Fault } from '@perdure/model-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerTo } from '../src/answers.ts';
import { ChatClient, choicesOf, joined } from './chat-client.ts';

const sky = answerTo('sky');

let client: ChatClient;
beforeEach(async () => {
  client = await ChatClient.open();
});
afterEach(() => client.server.close());

const plan = (fault: Fault) => client.server.plan([fault]);

describe('pings', () => {
  it('as comments precede the whole answer', async () => {
    plan({ kind: 'pings', as: 'comment', count: 3 });
    const sse = await client.stream();
    expect(sse.startsWith(`${': keep-alive\n\n'.repeat(3)}data: {`)).toBe(true);
    expect(joined(sse, 'content')).toBe(sky);
    expect(client.server.received()).toMatchObject([{ fault: 'pings', outcome: 'completed' }]);
  });

  it('as empty reasoning precede the whole answer', async () => {
    plan({ kind: 'pings', as: 'reasoning', count: 3, everyMs: 1 });
    const sse = await client.stream();
    const ping = { role: 'assistant', content: null, reasoning_content: '' };
    const deltas = choicesOf(sse).map(({ delta }) => delta);
    expect(deltas.slice(0, 4)).toEqual([ping, ping, ping, { role: 'assistant', content: '' }]);
    expect(joined(sse, 'content')).toBe(sky);
  });

  it('are empty lines before an answer in one piece', async () => {
    plan({ kind: 'pings', as: 'comment', count: 3 });
    const body = await (await client.ask()).text();
    expect(body.startsWith('\n\n\n{')).toBe(true);
    expect(JSON.parse(body)).toMatchObject({ choices: [{ message: { content: sky } }] });
  });
});

describe('arguments in pieces', () => {
  const input = { text: 'A 🙂 and 天空' };
  const call = { kind: 'toolCall', name: 'note', arguments: input } as const;

  const piecesIn = (sse: string) =>
    choicesOf(sse)
      .slice(1, -1)
      .map(({ delta }) => {
        const [{ function: piece }] = delta.tool_calls as [{ function: { arguments: string } }];
        return piece.arguments;
      });

  it.each([1, 4, 1_000])('have %i characters each', async (pieceLength) => {
    plan({ ...call, pieceLength, pieceDelayMs: 1 });
    const sse = await client.stream();
    const pieces = piecesIn(sse);
    const lengths = pieces.map((piece) => [...piece].length);
    const whole = [...JSON.stringify(input)].length;
    expect(lengths.slice(0, -1).every((length) => length === pieceLength)).toBe(true);
    expect(pieces).toHaveLength(Math.ceil(whole / pieceLength));
    expect(JSON.parse(pieces.join(''))).toEqual(input);
  });

  it('count as many tokens as in any other pieces', async () => {
    plan({ ...call, pieceLength: 1 });
    const pieces = (await client.json()) as { usage: object };
    plan(call);
    const tokens = (await client.json()) as { usage: { completion_tokens: number } };
    expect(pieces.usage).toMatchObject({ completion_tokens: tokens.usage.completion_tokens });
  });
});

it.each<Fault>([
  { kind: 'pings', as: 'comment', count: 1, everyMs: 60_000 },
  { kind: 'toolCall', name: 'note', arguments: {}, pieceLength: 1, pieceDelayMs: 60_000 },
])('the pause of $kind is its own, and ends when the client disconnects', async (fault) => {
  plan(fault);
  const page = new AbortController();
  await client.ask({ stream: true }, page.signal).catch(() => {});
  expect(client.server.received()).toMatchObject([{ outcome: 'streaming', sentTokens: 0 }]);
  page.abort();
  await expect.poll(() => client.server.received()[0]?.outcome).toBe('disconnected');
});

it.each([
  { kind: 'pings', as: 'comment', count: 0 },
  { kind: 'pings', as: 'event', count: 1 },
  { kind: 'toolCall', name: 'note', arguments: {}, pieceLength: 0 },
  { kind: 'toolCall', name: 'note', arguments: {}, pieceDelayMs: -1 },
])('%j is refused', (fault) => {
  expect(() => client.server.plan([fault as never])).toThrow();
});
