/**
 * What a model wants back is in the next request exactly as the model sent it, whatever happened in between: signatures,
 * encrypted reasoning, item ids. Each request is the one that the AI SDK itself sends from a process that lives on.
 */
import { tool } from 'ai';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { half, type Reply, refused, whole } from './endpoint.ts';
import { wires } from './fixtures/index.ts';
import { expectPrefix, type Json, type Wire } from './wire.ts';
import { requestsOfSdk, World } from './world.ts';

const day = 24 * 60 * 60;
const call = {
  name: 'look',
  arguments: '{"key":"Zürich 🌦️","list":[1,2.5,null],"deep":{"z":"","a":"\\n"}}',
};
const look = tool({
  description: 'Looks a value up.',
  inputSchema: z.looseObject({ key: z.string() }),
  execute: (_, { toolCallId }) => ({ degrees: 21, wind: 'Föhn', toolCallId }),
});

const settingsOf = ({ settings }: Wire, isAsked = false) => ({
  ...settings,
  tools: { ...settings.tools, look, see: look },
  ...(isAsked && { toolApproval: { look: 'user-approval' as const } }),
});

/** What happens between the answer with a call and the request after it. */
interface Column {
  name: string;
  /** True if a human is asked about the call. */
  isAsked?: boolean;
  /** The replies in the place of the second answer. */
  second: (wire: Wire) => readonly Reply[];
  /** From the start of the run to its end. */
  play?: (world: World) => Promise<void>;
  /** The requests of the AI SDK that are expected, by index. */
  requests: readonly number[];
}

const says = ({ says }: Wire) => whole(says);

async function answered(world: World): Promise<void> {
  const run = await world.start();
  await world.approves(run);
  await world.completes(run);
}

async function killed(world: World): Promise<void> {
  const run = await world.start();
  await world.hasBegun(1, 1);
  await world.reopen();
  await world.completes(run);
}

async function killedEarly(world: World): Promise<void> {
  const run = await world.start();
  await world.hasCalled(1);
  await world.reopen();
  await world.completes(run);
}

async function parked(world: World): Promise<void> {
  const run = await world.start();
  await world.reaches(run, 'parked');
  world.clock.pass((day + 60) * 1_000);
  await world.completes(run);
}

const columns: readonly Column[] = [
  { name: 'the next step', second: (wire) => [says(wire)], requests: [0, 1] },
  {
    name: 'an approval',
    isAsked: true,
    second: (wire) => [says(wire)],
    play: answered,
    requests: [0, 1],
  },
  {
    name: 'a retry after the result',
    second: (wire) => [refused(503), says(wire)],
    requests: [0, 1, 1],
  },
  {
    name: 'a kill before the next answer begins',
    second: (wire) => [{ type: 'silent' }, says(wire)],
    play: killedEarly,
    requests: [0, 1, 1],
  },
  {
    name: 'a kill in the middle of the next answer',
    second: (wire) => [{ type: 'held', pieces: half(wire.says) }, says(wire)],
    play: killed,
    requests: [0, 1, 1],
  },
  {
    name: 'a day parked',
    second: (wire) => [refused(429, { 'retry-after': `${day}` }), says(wire)],
    play: parked,
    requests: [0, 1, 1],
  },
  {
    name: 'a cut in the middle of the next answer',
    second: (wire) => [{ type: 'cut', pieces: half(wire.says) }, says(wire)],
    requests: [0, 1, 1],
  },
];

async function completed(world: World): Promise<void> {
  await world.completes(await world.start());
}

const known = new Map<Wire, Promise<readonly string[]>>();

/** The AI SDK's own requests: the call, the answer, and the next turn. */
function ownRequests(wire: Wire): Promise<readonly string[]> {
  const plan = [whole(wire.calls(call)), says(wire), says(wire)];
  const requests = known.get(wire) ?? requestsOfSdk(wire, settingsOf(wire), plan);
  known.set(wire, requests);
  return requests;
}

const parse = (request: string | undefined): Json => JSON.parse(request ?? '{}');

describe.each(wires)('$name', (wire) => {
  const { blocksOf, messagesOf, validate } = wire;

  it('gives back by itself what the model sent', async () => {
    const requests = await ownRequests(wire);
    const [first, second, third] = requests.map((request) => messagesOf(parse(request)));
    expect(blocksOf(second ?? [])).toEqual(wire.blocksOfCalls(call));
    expect(blocksOf(third ?? [])).toEqual([...wire.blocksOfCalls(call), ...wire.blocksOfSays]);
    expect(requests.flatMap((request) => validate(parse(request)))).toEqual([]);
    expectPrefix(second, first);
    expectPrefix(third, second);
    for (const value of wire.lostBy?.values ?? []) expect(requests.join()).not.toContain(value);
  });

  it.each(columns)('after $name', async ({ isAsked, second, play, requests }) => {
    const own = await ownRequests(wire);
    const settings = settingsOf(wire, isAsked);
    const plan = [whole(wire.calls(call)), ...second(wire), says(wire)];
    const world = await World.open(wire, settings, plan);
    await (play ?? completed)(world);
    expect(world.endpoint.requests).toEqual(requests.map((index) => own[index]));
    // The next turn.
    await completed(world);
    expect(world.endpoint.requests.at(-1)).toBe(own[2]);
  });

  it('after a cut behind the call: its tool was not performed', async () => {
    const { said } = wire.calls(call);
    const plan: Reply[] = [{ type: 'held', pieces: said }, says(wire), says(wire)];
    const world = await World.open(wire, settingsOf(wire), plan);
    const run = await world.start();
    await world.hasBegun(0, 0);
    world.endpoint.cut();
    await world.completes(run);
    await completed(world);
    const [first, second] = world.endpoint.requests;
    const bodies = world.endpoint.bodies.map(messagesOf);
    // What the service's own tool had brought stays if it was read before the cut; our tool's call never does.
    const kept = blocksOf(bodies[1] ?? []);
    if (kept.length === 0) expect(second).toBe(first);
    const calls = wire.blocksOfCalls(call);
    expect(kept).toEqual(calls.slice(0, Math.min(kept.length, calls.length - 1)));
    expectPrefix(bodies[1], bodies[0]);
    expect(blocksOf(bodies[2] ?? [])).toEqual([...kept, ...wire.blocksOfSays]);
    expectPrefix(bodies[2], bodies[1]);
    expect(world.endpoint.bodies.flatMap(validate)).toEqual([]);
  });

  it('after two approvals beside a call that needs none', async () => {
    const calls = [call, { ...call, name: 'see' }, call];
    const plan = [whole(wire.calls(...calls)), says(wire), says(wire)];
    const own = await requestsOfSdk(wire, settingsOf(wire), plan);
    const world = await World.open(wire, settingsOf(wire, true), plan);
    const run = await world.start();
    await world.approves(run, await world.approves(run));
    await world.completes(run);
    await completed(world);
    expect(world.endpoint.requests).toEqual(own);
  });

  it('after all of it in one run', async () => {
    const own = await ownRequests(wire);
    const answer = wire.says;
    const plan: Reply[] = [
      refused(503),
      whole(wire.calls(call)),
      { type: 'held', pieces: half(answer) },
      refused(429, { 'retry-after': `${day}` }),
      { type: 'cut', pieces: half(answer) },
      { type: 'silent' },
      whole(answer),
      { type: 'cut', pieces: half(answer) },
      whole(answer),
    ];
    const world = await World.open(wire, settingsOf(wire, true), plan);
    const run = await world.start();
    await world.reaches(run, 'awaitingInput');
    await world.reopen();
    await world.approves(run);
    await world.hasBegun(2, 1);
    await world.reopen();
    await world.reaches(run, 'parked');
    await world.reopen();
    world.clock.pass((day + 60) * 1_000);
    await world.hasCalled(5);
    await world.reopen();
    await world.completes(run);
    await completed(world);
    const [first, second, third] = own;
    expect(world.endpoint.requests).toEqual([
      ...[first, first],
      ...[second, second, second, second, second],
      ...[third, third],
    ]);
  });
});
