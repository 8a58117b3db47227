/** Whatever a tool returns or throws, the run goes on, and the model is told the same in every request. */
import { describe, expect, it } from 'vitest';
import { type Known, toChunk } from '../../src/ai-sdk/chunks.ts';
import { whole } from '../wire/endpoint.ts';
import { calls, message, says, text, toolUse } from './frames.ts';
import { claude, compatible, does, recorded, refusals, results, sent, talk } from './talk.ts';

const circle: Record<string, unknown> = {};
circle.self = circle;

function thrower(error: unknown) {
  return () => {
    throw error;
  };
}

const secret = 'Zq8Wm3Kx7Lp2Rt9Vb4Nc6Hd1';

const noImage = { toModelOutput: thrower(new Error('no image')) };

const bigInt = () => ({ type: 'json', value: 1n });

async function* counted() {
  yield 1;
  yield 2n;
}

async function perform(execute: () => unknown, more: object = {}) {
  let performed = 0;
  const counting = () => {
    performed += 1;
    return execute();
  };
  const end = whole(says('Seen.'));
  const plan = [whole(calls('look')), end, end];
  const world = await talk(compatible, plan, { tools: { look: does(counting, more) } });
  expect(await world.ask()).toMatchObject({ status: 'completed' });
  expect(await world.ask()).toMatchObject({ status: 'completed' });
  expect(performed).toBe(1);
  expect(refusals(world, '/v1/chat/completions')).toEqual([]);
  const told = results(world, 1);
  expect(results(world, 2)).toEqual(told);
  return { told: String(told[0]), result: recorded(world)[0] };
}

describe('an error of the tool', () => {
  it.each<[string, () => unknown, object, RegExp]>([
    ['a BigInt returned', () => 1n, {}, /BigInt/],
    ['a circle returned', () => circle, {}, /circular/],
    ['a function returned', () => () => 1, {}, /a function, which has no JSON form/],
    ['a symbol returned', () => Symbol('a'), {}, /a symbol, which has no JSON form/],
    ['a BigInt as the last of several outputs', counted, {}, /BigInt/],
    ['a circle thrown', thrower(circle), {}, /\[object Object\]/],
    ['a BigInt thrown', thrower(1n), {}, /\[object BigInt\]/],
    ['a circular cause', thrower(new Error('bad', { cause: circle })), {}, /^Error: bad$/],
    ['toModelOutput that throws', () => 1, noImage, /no image/],
    ['a BigInt of toModelOutput', () => 1, { toModelOutput: bigInt }, /BigInt/],
  ])('%s', async (_, execute, more, words) => {
    const { told, result } = await perform(execute, more);
    expect(told).toMatch(words);
    expect(result).toMatchObject({ isError: true });
  });

  it('is told at length, and shown in short', async () => {
    const { told, result } = await perform(thrower(new Error(`${'line '.repeat(600)}THE CAUSE`)));
    expect(told).toMatch(/THE CAUSE$/);
    expect(String(Object(result?.output).error)).toHaveLength(500);
  });

  it('is told without its credentials, and up to 4,000 characters', async () => {
    const key = `sk-ant-${'a1B2'.repeat(12)}`;
    const { told } = await perform(thrower(new Error(`${key} ${'line '.repeat(2_000)}`)));
    expect(told).not.toContain(key);
    expect(told.length).toBe(4_000);
  });

  it.each<[string, unknown]>([
    ['a message', new Error(`401 for x-api-key: ${secret}`)],
    ['a text', `password is ${secret}`],
    ['an object', { headers: { 'x-api-key': secret } }],
    ['a list of headers', ['x-api-key', secret]],
    ['an address', new TypeError(`fetch https://me:${secret}@host.example failed`)],
  ])('is told and recorded without the credential in %s', async (_, thrown) => {
    const { told, result } = await perform(thrower(thrown));
    expect(result).toMatchObject({ isError: true });
    expect(JSON.stringify([told, result])).not.toContain(secret);
  });
});

it('an error of a tool that the provider performs is recorded without its credential', async () => {
  const error = { code: 'unavailable', headers: { 'x-api-key': secret } };
  const call = { toolCallId: 'c1', toolName: 'search', input: {}, providerExecuted: true };
  const chunk = await toChunk({ type: 'tool-error', ...call, error, dynamic: true }, {} as Known);
  expect(chunk).toMatchObject({ modelOutput: { value: { code: 'unavailable' } } });
  expect(JSON.stringify(chunk)).not.toContain(secret);
});

it('the reason of a policy’s denial is recorded', async () => {
  const end = whole(message([text('Fine.')], 'end_turn'));
  const plan = [whole(message([toolUse('erase')], 'tool_use')), end, end];
  const world = await talk(claude, plan, {
    tools: { erase: does(() => 'erased') },
    toolApproval: { erase: () => ({ type: 'denied', reason: 'Policy 7.' }) },
  });
  await world.ask();
  await world.ask();
  expect(recorded(world)[0]).toMatchObject({ output: { denied: true, reason: 'Policy 7.' } });
  const [, inCall, later] = sent(world);
  expect(JSON.stringify(later?.[2])).toContain('Policy 7.');
  expect(later?.slice(0, 3)).toEqual(inCall);
});
