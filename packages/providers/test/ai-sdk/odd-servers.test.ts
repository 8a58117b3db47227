/** Servers and tools that do what few do: words for an end that stand everywhere, ids that come again, odd schemas. */
import { tool } from 'ai';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Reply, refused, whole } from '../wire/endpoint.ts';
import { sse } from '../wire/wire.ts';
import { called, calls, chat, message, says, search, text, toolUse } from './frames.ts';
import { anthropic, claude, compatible, does, sent, type Talk, talk } from './talk.ts';

const end = whole(message([text('Done.')], 'end_turn'));
const approval = { toolApproval: { pay: 'user-approval' as const } };

async function approve(world: Talk, tell?: () => void) {
  const run = await world.runtime.thread('t1').start({ prompt: 'Pay.' });
  await expect.poll(() => run.getSnapshot().value).toBe('awaitingInput');
  tell?.();
  await run.send({ type: 'run.answer', answer: true });
  return run.done();
}

describe('an answer of a server that says `stop` with each piece', () => {
  const piece = (content: string) =>
    sse({
      id: 'c',
      choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: 'stop' }],
    });

  it.each([
    ['after its first text', [piece(''), piece('The amount is 1')]],
    ['before its first text', [piece('')]],
  ])('is not cut at a pause %s', async (_, pieces) => {
    const plan: Reply[] = [{ type: 'held', pieces }, whole(says('All.'))];
    const timeouts = { firstChunkMs: 2_500, idleMs: 2_500, toolMs: 2_500 };
    const world = await talk(compatible, plan, {}, { timeouts });
    expect(await world.ask()).toMatchObject({ status: 'completed', retryCount: 1 });
  });
});

describe('a call of an answer that ends with a word of its own', () => {
  it.each(['tool_use', 'STOP', 'eos'])('%s is performed', async (reason) => {
    let performed = 0;
    const plan = [whole(chat([called('pay')], reason)), whole(says('Done.'))];
    const world = await talk(compatible, plan, { tools: { pay: does(() => ++performed) } });
    expect(await world.ask()).toMatchObject({ status: 'completed', retryCount: 0 });
    expect(performed).toBe(1);
  });

  it('that means a broken answer is void', async () => {
    let performed = 0;
    const broken = whole(chat([called('pay')], 'insufficient_system_resource'));
    const plan = [broken, whole(calls('pay')), whole(says('Done.'))];
    const world = await talk(compatible, plan, { tools: { pay: does(() => ++performed) } });
    expect(await world.ask()).toMatchObject({ status: 'completed', retryCount: 1 });
    expect(performed).toBe(1);
    expect(world.endpoint.requests[1]).toBe(world.endpoint.requests[0]);
  });
});

describe('a retry is the same request', () => {
  it('where a server counts its calls from 0 in each step', async () => {
    const call = whole(calls('pay', '{}', 'call_0'));
    const plan = [call, call, refused(503), whole(says('Done.')), whole(says('Done.'))];
    const world = await talk(compatible, plan, { tools: { pay: does(() => 'ok') } });
    await world.ask();
    expect(world.endpoint.requests[3]).toBe(world.endpoint.requests[2]);
  });

  it('where the first of two calls needed approval', async () => {
    const two = message([toolUse('pay', '{}', 't1'), toolUse('look', '{}', 't2')], 'tool_use');
    const tools = { pay: does(() => 'paid'), look: does(() => 'seen') };
    const world = await talk(claude, [whole(two), refused(503), end], { tools, ...approval });
    await approve(world);
    expect(world.endpoint.requests[2]).toBe(world.endpoint.requests[1]);
  });

  it('where the policy denies what a person has approved, with its reason', async () => {
    let isDenied = false;
    const denied = { type: 'denied', reason: 'over the limit' } as const;
    const plan = [whole(message([toolUse('pay')], 'tool_use')), refused(503), end, end];
    const world = await talk(claude, plan, {
      tools: { pay: does(() => 'paid') },
      toolApproval: { pay: () => (isDenied ? denied : 'user-approval') } as never,
    });
    await approve(world, () => {
      isDenied = true;
    });
    expect(world.endpoint.requests[1]).toContain('over the limit');
    expect(world.endpoint.requests[2]).toBe(world.endpoint.requests[1]);
  });
});

it('a paused answer of Anthropic is one answer in later turns', async () => {
  const first = whole(message([text('I search.'), ...search], 'pause_turn'));
  const plan = [first, whole(message([text('Sunny.')], 'end_turn')), end];
  const tools = { web_search: anthropic('http://127.0.0.1').tools.webSearch_20250305({}) };
  const world = await talk(claude, plan, { tools });
  await world.ask();
  await world.ask();
  expect(sent(world)[2]?.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
});

describe('an approved call', () => {
  it('is performed once, though its schema fills in another default each time', async () => {
    const paid: unknown[] = [];
    const inputSchema = z.object({ key: z.string().default(() => crypto.randomUUID()) });
    const tools = { pay: tool({ inputSchema, execute: (input) => paid.push(input) }) };
    const again = message([toolUse('pay', '{}', 'toolu_2')], 'tool_use');
    const plan = [whole(message([toolUse('pay')], 'tool_use')), whole(again), end];
    let asked = 0;
    const world = await talk(claude, plan, {
      tools,
      toolApproval: { pay: () => (asked++ === 0 ? 'user-approval' : undefined) },
    });
    expect(await approve(world)).toMatchObject({ status: 'completed' });
    expect(new Set(paid.map((input) => Object(input).key)).size).toBe(2);
  });
});

it('a schema may make what has no JSON form', async () => {
  const paid: unknown[] = [];
  const inputSchema = z.object({ n: z.string().transform(BigInt) });
  const tools = { pay: tool({ inputSchema, execute: (input) => paid.push(input.n) && 'ok' }) };
  const plan = [whole(message([toolUse('pay', '{"n":"42"}')], 'tool_use')), end];
  const world = await talk(claude, plan, { tools: tools as never });
  expect(await world.ask()).toMatchObject({ status: 'completed' });
  expect(paid).toEqual([42n]);
});

it('a stream that stalls behind a call is silent, because nothing is decided about the call', async () => {
  const blocks = [toolUse('look', '{}', 't1'), toolUse('look', '{}', 't2')];
  const pieces = message(blocks, 'tool_use').said.slice(0, 4);
  const timeouts = { firstChunkMs: 600, idleMs: 600, toolMs: 60_000 };
  const plan: Reply[] = [{ type: 'held', pieces }, end];
  const world = await talk(claude, plan, { tools: { look: does(() => 1) } }, { timeouts });
  expect(await world.ask()).toMatchObject({ status: 'completed', retryCount: 1 });
});

describe('a file that a tool gives', () => {
  const shows = (data: object) =>
    does(() => 1, {
      toModelOutput: () => ({
        type: 'content',
        value: [{ type: 'file', mediaType: 'image/png', data }],
      }),
    });
  const plan = [whole(message([toolUse('shot')], 'tool_use')), end, end];

  it('alone is sent alone, in the attempt and in the next turn', async () => {
    const shot = shows({ type: 'data', data: 'iVBORw0KGgo=' });
    const world = await talk(claude, plan, { tools: { shot } });
    await world.ask();
    await world.ask();
    const contents = sent(world).flatMap((messages) =>
      messages.flatMap(({ content }) =>
        (content as { type: string; content?: unknown }[])
          .filter(({ type }) => type === 'tool_result')
          .map((result) => result.content),
      ),
    );
    expect(contents).toHaveLength(2);
    for (const content of contents) expect(content).toMatchObject([{ type: 'image' }]);
  });

  it('as a `data:` address is sent as its bytes', async () => {
    const shot = shows({ type: 'data', data: 'data:image/png;base64,iVBORw0KGgo=' });
    const world = await talk(claude, plan, { tools: { shot } });
    expect(await world.ask()).toMatchObject({ status: 'completed' });
    expect(world.endpoint.requests[1]).toContain('"data":"iVBORw0KGgo="');
    expect(await world.ask()).toMatchObject({ status: 'completed' });
  });

  it('by an address that cannot be read does not end the thread', async () => {
    const shot = shows({ type: 'url', url: new URL('http://127.0.0.1:9/gone.png') });
    const first = whole(chat([called('shot')], 'tool_calls'));
    const world = await talk(compatible, [first, whole(says('Go on.'))], { tools: { shot } });
    expect(await world.ask()).toMatchObject({ status: 'failed' });
    expect(await world.ask()).toMatchObject({ status: 'completed' });
    expect(world.endpoint.requests[1]).toContain('a tool gave a file that could not be read');
  });
});
