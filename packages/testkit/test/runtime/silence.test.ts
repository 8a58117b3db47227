/** Silence: what is a sign of life, and what a tool at work may take. */
import type { Chunk } from '@perdure/runtime';
import { ledProvider } from '@perdure/testkit/provider';
import { describe, expect, it } from 'vitest';
import { stores, World } from './world.ts';

const call: Chunk = { type: 'toolCall', id: 'c1', name: 'build', input: {} };
const timeouts = { firstChunkMs: 30_000, idleMs: 10_000, toolMs: 600_000 };

describe.each(stores)('on the %s store, a provider', (name) => {
  async function run(...chunks: Chunk[]) {
    const led = ledProvider();
    const world = new World(name, { timeouts });
    const handle = await (await world.start(led.provider)).thread('t1').start({ prompt: 'Go.' });
    led.send(...chunks);
    await world.untilIdle();
    return { led, world, state: () => handle.getSnapshot().value };
  }

  it('that says it is alive is not silent, however long it says nothing else', async () => {
    const { led, world, state } = await run({ type: 'text', text: 'I write it. ' });
    for (let n = 0; n < 20; n++) {
      await world.pass(9_000);
      led.send({ type: 'alive' });
      await world.untilIdle();
    }
    expect(state()).toBe('running');
    await world.pass(10_000);
    expect(state()).toBe('retrying');
  });

  it('that is alive before its first chunk still has the timeout of a first chunk', async () => {
    const { world, state } = await run({ type: 'startStep' }, { type: 'alive' });
    await world.pass(29_999);
    expect(state()).toBe('running');
    await world.pass(1);
    expect(state()).toBe('retrying');
  });

  it.each<[string, Chunk]>([
    ['that called a tool', call],
    ['whose approved tool is at work', { type: 'toolStarted', id: 'c1', name: 'build' }],
  ])('%s has the timeout of a tool until its result', async (_, chunk) => {
    const { led, world, state } = await run(chunk);
    await world.pass(599_999);
    expect(state()).toBe('running');
    led.send({ type: 'toolResult', id: 'c1', name: 'build', output: 'ok' });
    await world.untilIdle();
    await world.pass(29_999);
    expect(state()).toBe('running');
    await world.pass(1);
    expect(state()).toBe('retrying');
  });

  it('that says that the app is at work has the timeout of a tool for the next chunk', async () => {
    const { led, world, state } = await run({ type: 'alive', appAtWork: true });
    await world.pass(599_999);
    expect(state()).toBe('running');
    led.send({ type: 'alive' });
    await world.untilIdle();
    await world.pass(9_999);
    expect(state()).toBe('running');
    await world.pass(1);
    expect(state()).toBe('retrying');
  });

  it('is told of a tool that took too long, and does not begin it again', async () => {
    const { led, world, state } = await run(call);
    await world.pass(600_000);
    expect(state()).toBe('retrying');
    await world.pass(2_000);
    const given = led.callsOf(runIdOf(world))[1]?.request.messages;
    expect(given?.at(-1)?.parts).toMatchObject([call, { type: 'toolResult', missing: 'lost' }]);
  });
});

describe.each(stores)('on the %s store, a pause of this process', (name) => {
  async function run(limits = {}) {
    const led = ledProvider();
    const world = new World(name, { timeouts, limits });
    const handle = await (await world.start(led.provider)).thread('t1').start({ prompt: 'Go.' });
    led.send({ type: 'text', text: 'One.' });
    await world.untilIdle();
    return { led, world, state: () => handle.getSnapshot().value };
  }

  it('begins the wait anew, because what was sent meanwhile is not read yet', async () => {
    const { world, state } = await run();
    // The timer fires 20 s after its time.
    await world.pass(30_000);
    expect(state()).toBe('running');
    await world.pass(9_999);
    expect(state()).toBe('running');
    await world.pass(1);
    expect(state()).toBe('retrying');
  });

  it('does not count towards the longest time of an attempt', async () => {
    const { led, world, state } = await run({ maxAttemptMs: 30_000 });
    await world.pass(100_000);
    for (let second = 0; second < 20; second++) {
      expect(state()).toBe('running');
      led.send({ type: 'alive' });
      await world.pass(1_000);
    }
    expect(state()).toBe('failed');
  });

  it('leaves a turn of the event loop for what lies in the socket', async () => {
    const { led, world, state } = await run();
    const passed = world.pass(10_000);
    led.send({ type: 'text', text: 'It was there.' });
    await passed;
    expect(state()).toBe('running');
    await world.pass(9_999);
    expect(state()).toBe('running');
    await world.pass(1);
    expect(state()).toBe('retrying');
  });

  it('ends nothing once the attempt is over, and arms no timer', async () => {
    const { led, world, state } = await run();
    const passed = world.pass(10_000);
    led.send({ type: 'finish', reason: 'stop' });
    await passed;
    expect(state()).toBe('completed');
    expect(world.timers.size).toBe(0);
    await world.pass(60_000);
    expect(world.types().filter((type) => type === 'attempt.started')).toHaveLength(1);
    expect(world.errors).toEqual([]);
  });
});

const runIdOf = (world: World): string =>
  world.store.events('t1', 0, 1).map(({ runId }) => runId)[0] ?? '';
