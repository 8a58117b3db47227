/** A tool that a human has approved begins once, whatever becomes of its attempt. */

import { answer, cut, hang, type Scene, scripted } from '@perdure/providers/scripted';
import type { Chunk } from '@perdure/runtime';
import { ledProvider } from '@perdure/testkit/provider';
import { describe, expect, it } from 'vitest';
import { stores, World } from './world.ts';

const call: Chunk = { type: 'toolCall', id: 'c1', name: 'pay', input: {} };
const asking: Scene = [call, { type: 'ask', question: 'May I?' }];
const begun: Chunk = { type: 'toolStarted', id: 'c1', name: 'pay' };
const result: Chunk = { type: 'toolResult', id: 'c1', name: 'pay', output: 'paid' };

describe.each(stores)('on the %s store, an approved tool', (name) => {
  async function approve(...scenes: Scene[]) {
    const provider = scripted(asking, ...scenes);
    const world = new World(name, { timeouts: { toolMs: 60_000 } });
    const thread = (await world.start(provider)).thread('t1');
    const run = await thread.start({ prompt: 'Pay.' });
    await world.untilIdle();
    await run.send({ type: 'run.answer', answer: true });
    await world.untilIdle();
    return { provider, world, thread, run };
  }

  it('that gives its result has that result, and the run has the question', async () => {
    const { provider, thread, run } = await approve([begun, result, ...answer('Done.')]);
    expect(await run.done()).toMatchObject({ status: 'completed' });
    expect(provider.requests[1]).toMatchObject({ question: 'May I?', answer: true });
    const parts = thread.getSnapshot().messages.flatMap(({ parts }) => parts);
    expect(parts.filter(({ type }) => type === 'toolResult')).toEqual([result]);
  });

  it('is not shown as lost while it is at work', async () => {
    const { thread } = await approve([begun, hang]);
    const parts = thread.getSnapshot().messages.flatMap(({ parts }) => parts);
    expect(parts.map(({ type }) => type)).toEqual(['text', 'toolCall']);
  });

  it.each([
    ['fails', [begun, cut]],
    ['takes too long', [begun, hang]],
  ] as const)('whose attempt %s is told as lost to the next one', async (_, scene) => {
    const { provider, world } = await approve(scene, answer('I see.'));
    await world.pass(60_000);
    await world.pass(2_000);
    expect(provider.requests[2]?.messages.at(-1)?.parts).toMatchObject([
      { type: 'toolResult', id: 'c1', missing: 'lost' },
    ]);
  });

  it('whose process dies is told as lost to the next one', async () => {
    const { world } = await approve([begun, hang]);
    const next = scripted(answer('I see.'));
    await world.restart(next);
    await world.pass(2_000);
    expect(next.requests[0]?.messages.at(-1)?.parts).toMatchObject([{ id: 'c1', missing: 'lost' }]);
  });

  it('that a person stops is told as stopped', async () => {
    const { world, run } = await approve([begun, hang]);
    await run.send({ type: 'run.cancel' });
    const messages = world.store.history(run.id);
    expect(messages.at(-1)?.parts).toMatchObject([{ id: 'c1', missing: 'stopped' }]);
  });
});

describe.each(stores)('on the %s store, a prompt that is queued before a question', (name) => {
  it.each([
    [undefined, 'cancelled', 'running'],
    ['wait', 'awaitingInput', 'queued'],
  ] as const)('with onQuestion %s', async (onQuestion, first, second) => {
    const led = ledProvider();
    const world = new World(name);
    const thread = (await world.start(led.provider)).thread('t1');
    const asking = await thread.start({ prompt: 'Pay.', runId: 'r1' });
    const next = await thread.start({
      prompt: 'No, only list them.',
      ...(onQuestion !== undefined && { onQuestion }),
    });
    await world.untilIdle();
    led.send({ type: 'ask', question: 'May I?' });
    await world.untilIdle();
    expect([asking.getSnapshot().value, next.getSnapshot().value]).toEqual([first, second]);
  });
});
