/** Tools of the AI SDK: each call is performed once, also if the attempt fails later. And models chosen by the run. */
import type { Fault } from '@perdure/model-server';
import { expect, it, onTestFinished } from 'vitest';
import { callingModel } from './calling-model.ts';
import { reaches, ToolWorld } from './tool-world.ts';

const call = (name: string): Fault => ({ kind: 'toolCall', name, arguments: {} });

async function open(...plan: Fault[]): Promise<ToolWorld> {
  const world = await ToolWorld.open(plan);
  onTestFinished(() => world.close());
  return world;
}

it('a tool is performed once if the answer after it is cut and the runtime is opened again', async () => {
  const world = await open(call('send'), { kind: 'cut', afterTokens: 3 });
  const { id } = await world.start();
  await expect.poll(() => world.server.received().length).toBe(2);
  await world.reopen();
  const run = await world.runtime.run(id);
  expect(await run?.done()).toMatchObject({ status: 'completed' });

  expect(world.performed).toEqual([
    {
      tool: 'send',
      toolCallId: expect.any(String),
      idempotencyKey: expect.stringContaining(`${id}/`),
    },
  ]);
  expect(world.results(1)).toEqual(['send done']);
  expect(world.results(2)).toEqual(['send done']);
});

it('after an answer that reached its length limit, nothing is performed and nobody is asked', async () => {
  const model = await callingModel({ c1: 'send', c2: 'ask_human' }, 'length');
  const world = await ToolWorld.open([], model.baseUrl);
  onTestFinished(() => world.close());
  const run = await world.start();
  expect(await run.done()).toMatchObject({
    status: 'completed',
    output: { finishReason: 'length' },
  });
  expect(world.performed).toEqual([]);
});

it('a tool is performed once if only the answer after it is cut', async () => {
  const world = await open(call('send'), { kind: 'cut', afterTokens: 3 });
  const run = await world.start();
  expect(await run.done()).toMatchObject({ status: 'completed', retryCount: 1 });
  expect(world.performed).toHaveLength(1);
  expect(world.results(2)).toEqual(['send done']);
});

it('a tool that is always denied is not performed, and the model gets the denial', async () => {
  const world = await open(call('forbidden'));
  const run = await world.start();
  expect(await run.done()).toMatchObject({ status: 'completed' });
  expect(world.performed).toEqual([]);
  expect(world.server.received()).toHaveLength(2);
  const { messages } = world.runtime.thread('t1').getSnapshot();
  // One message a model step.
  expect(messages.map(({ parts }) => parts.map(({ type }) => type))).toEqual([
    ['text'],
    ['toolCall', 'toolResult'],
    ['text'],
  ]);
  // Later requests get the result from the store.
  await (await world.start()).done();
  expect(world.results(2)).toEqual(world.results(1));
});

it('the run chooses the model, for its retries too', async () => {
  const world = await open({ kind: 'status', status: 503 });
  await (await world.start('Hello', 'perdure-demo-mini')).done();
  await (await world.start('Hello')).done();
  expect(world.server.received().map(({ model }) => model)).toEqual([
    'perdure-demo-mini',
    'perdure-demo-mini',
    'perdure-demo',
  ]);
  await reaches(await world.start('Hello', 'any'), 'completed');
});
