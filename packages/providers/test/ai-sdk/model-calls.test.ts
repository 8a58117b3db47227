/** Calls as the model has made them: when their tools begin, which arguments go back, and under which ids. */
import { createOpenAI } from '@ai-sdk/openai';
import { memoryStore } from '@perdure/runtime/memory';
import { type ToolSet, tool } from 'ai';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { whole } from '../wire/endpoint.ts';
import { expectPrefix, sse } from '../wire/wire.ts';
import { calls, message, says, text, toolUse } from './frames.ts';
import { claude, compatible, does, refusals, sent, type Talk, talk } from './talk.ts';

const end = whole(message([text('Paid.')], 'end_turn'));
const pay = toolUse('pay', '{"note":"rent","cents":"42"}');

/** A tool whose schema makes numbers of texts, and has the fields in another order. */
function payTool() {
  const paid: unknown[] = [];
  const cents = z.string().transform(Number);
  const execute = (input: unknown) => paid.push(input);
  return { paid, pay: tool({ inputSchema: z.object({ cents, note: z.string() }), execute }) };
}

const approval = { toolApproval: { pay: 'user-approval' as const } };

async function approved(world: Talk, tell?: () => void) {
  const run = await world.runtime.thread('t1').start({ prompt: 'Pay.' });
  await expect.poll(() => run.getSnapshot().value).toBe('awaitingInput');
  const { question } = run.getSnapshot().context;
  tell?.();
  await run.send({ type: 'run.answer', answer: true });
  expect(await run.done()).toMatchObject({ status: 'completed' });
  return question;
}

describe('arguments go back as the model has written them, and a tool gets what its schema makes of them', () => {
  const written = '"input":{"note":"rent","cents":"42"}';

  it('in the attempt and in the next turn', async () => {
    const { paid, ...tools } = payTool();
    const plan = [whole(message([pay], 'tool_use')), end, end];
    const world = await talk(claude, plan, { tools });
    await world.ask();
    await world.ask();
    expect(paid).toEqual([{ cents: 42, note: 'rent' }]);
    expect(world.endpoint.requests[1]).toContain(written);
    expectPrefix(sent(world)[2], sent(world)[1]);
  });

  it('after an approval, whose question has them too', async () => {
    const { paid, ...tools } = payTool();
    const plan = [whole(message([pay], 'tool_use')), end, end];
    const world = await talk(claude, plan, { tools, ...approval });
    expect(await approved(world)).toMatchObject({ input: { note: 'rent', cents: '42' } });
    await world.ask();
    expect(paid).toEqual([{ cents: 42, note: 'rent' }]);
    expect(world.endpoint.requests[1]).toContain(written);
    expectPrefix(sent(world)[2], sent(world)[1]);
  });

  it('also where the app refines them', async () => {
    const { paid, ...tools } = payTool();
    const refine = (input: { cents: number }) => ({ ...input, cents: input.cents + 1 });
    const plan = [whole(message([pay], 'tool_use')), end];
    const world = await talk(claude, plan, {
      tools,
      ...approval,
      experimental_refineToolInput: { pay: refine as never },
    });
    await approved(world);
    expect(paid).toEqual([{ cents: 43, note: 'rent' }]);
    expect(world.endpoint.requests[1]).toContain(written);
  });

  it('but as the app has repaired them, where it has', async () => {
    const { paid, ...tools } = payTool();
    const plan = [whole(message([toolUse('pay', '{"cents":42}')], 'tool_use')), end, end];
    const world = await talk(claude, plan, {
      tools,
      repairToolCall: async ({ toolCall }) => ({
        ...toolCall,
        input: '{"note":"rent","cents":"42"}',
      }),
    });
    await world.ask();
    await world.ask();
    expect(paid).toEqual([{ cents: 42, note: 'rent' }]);
    expect(world.endpoint.requests[1]).toContain(written);
    expectPrefix(sent(world)[2], sent(world)[1]);
  });
});

describe('an approved call of another model', () => {
  it('has an id that the next model takes, from the first request on', async () => {
    const { paid, ...tools } = payTool();
    const args = '{"note":"rent","cents":"42"}';
    const plan = [whole(calls('pay', args, 'functions.pay:0')), end, end];
    let isClaude = false;
    const world = await talk((url) => () => (isClaude ? claude(url) : compatible(url)), plan, {
      tools,
      ...approval,
    });
    await approved(world, () => {
      isClaude = true;
    });
    await world.ask();
    expect(paid).toHaveLength(1);
    expect(world.endpoint.requests[1]).toContain(`"input":${args}`);
    expect(world.endpoint.requests.slice(1).join()).not.toContain('functions.pay:0');
    expectPrefix(sent(world)[2], sent(world)[1]);
    const [, ...toClaude] = world.endpoint.bodies;
    expect(refusals({ ...world, endpoint: { bodies: toClaude } as never }, '/v1/messages')).toEqual(
      [],
    );
  });

  it('is told from a call of the next model with the same id', async () => {
    const again = calls('pay', '{"n":2}', 'call_0');
    const plan = [whole(calls('pay', '{"n":1}', 'call_0')), whole(again), whole(says('Paid.'))];
    let name = 'any';
    const paid: unknown[] = [];
    const tools: ToolSet = { pay: does((...[input]: unknown[]) => paid.push(input)) };
    const model = (url: string) => () =>
      Object.assign(compatible(url) as object, { modelId: name });
    const world = await talk(model as never, plan, {
      tools,
      toolApproval: { pay: ({ n }: { n: number }) => (n === 1 ? 'user-approval' : undefined) },
    } as never);
    await approved(world, () => {
      name = 'other';
    });
    expect(paid).toEqual([{ n: 1 }, { n: 2 }]);
    const ids = (sent(world)[2] ?? []).flatMap((each) => each.tool_call_id ?? []);
    expect(new Set(ids).size).toBe(2);
    expect(refusals(world, '/v1/chat/completions')).toEqual([]);
  });
});

describe('a tool', () => {
  const { said } = message([pay, text('I have')], 'tool_use');
  it.each([
    ['breaks off', { type: 'cut', pieces: said } as const],
    ['ends too early', whole({ said, end: [] })],
    ['ends with an error', whole(message([pay], 'error'))],
  ])(
    'has not begun where the answer %s behind its call, and the call is void',
    async (_, first) => {
      let performed = 0;
      const plan = [first, whole(message([pay], 'tool_use')), end, end];
      const tools = { pay: does(() => ++performed) };
      const world = await talk(claude, plan, { tools });
      expect(await world.ask()).toMatchObject({ status: 'completed', retryCount: 1 });
      expect(performed).toBe(1);
      expect(world.endpoint.requests[1]).toBe(world.endpoint.requests[0]);
    },
  );

  it.each([
    ['Anthropic', claude, message([toolUse('ask')], 'tool_use'), end],
    ['Chat Completions', compatible, calls('ask'), whole(says('Paid.'))],
  ])(
    'that a human answers is not asked about where the answer ends too early: %s',
    async (_, model, { said }, end) => {
      const tools = { ask: tool({ inputSchema: z.object({}), outputSchema: z.string() }) };
      const plan = [{ type: 'whole', answer: { said, end: [] } } as const, end];
      const world = await talk(model, plan, { tools });
      expect(await world.ask()).toMatchObject({ status: 'completed', retryCount: 1 });
    },
  );

  it.each([1, 2])('begins once all of %i calls are recorded', async (count) => {
    const store = memoryStore();
    const seen: number[] = [];
    const look = () => {
      const { runs } = { runs: store.findRunningRuns() };
      const draft = runs[0] && store.findStreamingMessage(runs[0].id);
      seen.push(draft?.parts.filter(({ type }) => type === 'toolCall').length ?? 0);
      return 1;
    };
    const blocks = Array.from({ length: count }, (_, at) => toolUse('look', '{}', `toolu_${at}`));
    const plan = [whole(message(blocks, 'tool_use')), end];
    const world = await talk(claude, plan, { tools: { look: does(look) } }, { store });
    await world.ask();
    expect(seen).toEqual(Array.from({ length: count }, () => count));
  });

  it('begins also where the app transforms the stream and drops what it does not know', async () => {
    const plan = [whole(message([toolUse('look')], 'tool_use')), end];
    const world = await talk(claude, plan, {
      tools: { look: does(() => 1) },
      experimental_transform: () =>
        new TransformStream({
          transform(part, controller) {
            if (part.type !== 'raw') controller.enqueue(part);
          },
        }),
    });
    expect(await world.ask()).toMatchObject({ status: 'completed' });
  });

  it('may be slow to say whether it needs approval', async () => {
    const plan = [whole(message([toolUse('look')], 'tool_use')), end];
    const wait = () => new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 400));
    const world = await talk(
      claude,
      plan,
      { tools: { look: does(() => 1, { needsApproval: wait }) } },
      { timeouts: { firstChunkMs: 30_000, idleMs: 200, toolMs: 30_000 } },
    );
    expect(await world.ask()).toMatchObject({ status: 'completed', retryCount: 0 });
  });
});

it('a question of the provider about a tool of its own fails the run, and says what to do', async () => {
  const item = {
    type: 'mcp_approval_request',
    id: 'mcpr_1',
    name: 'find',
    server_label: 'docs',
    arguments: '{"q":"x"}',
  };
  const response = { id: 'resp_1', created_at: 1, model: 'gpt-5' };
  const events = [
    { type: 'response.created', response },
    { type: 'response.output_item.added', output_index: 0, item },
    { type: 'response.output_item.done', output_index: 0, item },
    {
      type: 'response.completed',
      response: { ...response, usage: { input_tokens: 1, output_tokens: 1 } },
    },
  ];
  const openai = (url: string) => createOpenAI({ baseURL: url, apiKey: 'none' });
  const { mcp } = openai('http://127.0.0.1').tools;
  const docs = mcp({
    serverLabel: 'docs',
    serverUrl: 'https://example.org',
    requireApproval: 'always',
  });
  const answer = { said: events.map((event) => sse(event, event.type)), end: [] };
  const world = await talk((url) => openai(url)('gpt-5'), [whole(answer)], { tools: { docs } });
  const ended = await world.ask();
  expect(ended).toMatchObject({ status: 'failed', failure: { kind: 'invalidRequest' } });
  expect(JSON.stringify(ended)).toContain("requireApproval: 'never'");
});
