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

const runIdOf = (world: World): string =>
  world.store.events('t1', 0, 1).map(({ runId }) => runId)[0] ?? '';
