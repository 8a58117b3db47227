/** Usage: what all model steps and attempts of a run have used, failed ones included. */

import { answer, cut, hang, httpError, scripted } from '@perdure/providers/scripted';
import type { Chunk } from '@perdure/runtime';
import { describe, expect, it } from 'vitest';
import { stores, World } from './world.ts';

const used = (inputTokens: number, outputTokens: number) => ({ inputTokens, outputTokens });
const step: Chunk[] = [
  { type: 'toolCall', id: 'c1', name: 'look', input: {} },
  { type: 'toolResult', id: 'c1', name: 'look', output: 'a' },
  { type: 'finishStep', usage: { ...used(100, 10), cacheReadTokens: 90 } },
];
const end: Chunk[] = [
  { type: 'text', text: 'Done.' },
  { type: 'finish', reason: 'stop', usage: { ...used(200, 20), reasoningTokens: 5 } },
];

describe.each(stores)('on the %s store, the usage of a run', (name) => {
  async function open(...scenes: Parameters<typeof scripted>) {
    const world = new World(name);
    const thread = (await world.start(scripted(...scenes))).thread('t1');
    const run = await thread.start({ prompt: 'Go.' });
    await world.untilIdle();
    return { world, thread, run };
  }

  it('adds up its model steps', async () => {
    const { thread, run } = await open([...step, ...end]);
    const usage = { ...used(300, 30), cacheReadTokens: 90, reasoningTokens: 5 };
    expect(await run.done()).toMatchObject({ usage, output: { finishReason: 'stop', usage } });
    expect(thread.getSnapshot().runs[0]).toMatchObject({ usage, attempts: [{ usage }] });
  });

  it('counts an attempt that failed, and one that asked', async () => {
    const ask: Chunk = { type: 'ask', question: 'Sure?', usage: used(7, 1) };
    const { world, thread, run } = await open([...step, cut], [ask], [...end]);
    await world.pass(2_000);
    await run.send({ type: 'run.answer', answer: true });
    await world.untilIdle();
    const usage = { ...used(307, 31), cacheReadTokens: 90, reasoningTokens: 5 };
    expect(run.getSnapshot().output).toMatchObject({ usage, output: { usage } });
    const { attempts } = thread.getSnapshot().runs[0] ?? {};
    expect(attempts?.map(({ usage }) => usage?.inputTokens)).toEqual([100, 7, 200]);
  });

  it('counts an attempt that a person stopped', async () => {
    const { thread, run } = await open([...step, hang]);
    await run.send({ type: 'run.cancel' });
    const usage = { ...used(100, 10), cacheReadTokens: 90 };
    expect(await run.done()).toMatchObject({ status: 'cancelled', usage });
    expect(thread.getSnapshot().runs[0]?.attempts[0]?.usage).toEqual(usage);
  });

  it('counts the steps of an attempt that was lost with its process', async () => {
    const { world, run } = await open([...step, hang]);
    await world.restart(scripted([...end]));
    await world.pass(2_000);
    expect(await (await world.runtime.run(run.id))?.done()).toMatchObject({
      usage: { ...used(300, 30), cacheReadTokens: 90, reasoningTokens: 5 },
    });
  });

  const begun: Chunk[] = [
    { type: 'alive', usage: used(50, 1) },
    { type: 'text', text: 'Half' },
    { type: 'alive', usage: used(50, 4) },
  ];

  it('counts what was said in the middle of an answer that broke off', async () => {
    const { world, run } = await open([...step, ...begun, cut], [...end]);
    await world.pass(2_000);
    expect(await run.done()).toMatchObject({ usage: used(350, 34) });
  });

  it('counts what was said in the middle of an answer that a person stopped', async () => {
    const { run } = await open([...begun, hang]);
    await run.send({ type: 'run.cancel' });
    expect(await run.done()).toMatchObject({ status: 'cancelled', usage: used(50, 4) });
  });

  it('counts a step once, by its end', async () => {
    const { run } = await open([...begun, ...step, ...begun, ...end]);
    expect(await run.done()).toMatchObject({ usage: used(300, 30) });
  });

  it('counts a step whose end says nothing by what was said before', async () => {
    const { run } = await open([...begun, { type: 'finish', reason: 'stop' }]);
    expect(await run.done()).toMatchObject({ usage: used(50, 4) });
  });

  it('counts the step of a tool that was at work when its process was lost', async () => {
    const [call] = step;
    const { world, run } = await open([call as Chunk, { type: 'alive', usage: used(50, 4) }, hang]);
    await world.restart(scripted([...end]));
    await world.pass(2_000);
    expect(await (await world.runtime.run(run.id))?.done()).toMatchObject({ usage: used(250, 24) });
  });

  it('is null if no provider has said it', async () => {
    const { world, thread, run } = await open([httpError(503)], answer('Done.'));
    await world.pass(2_000);
    expect(await run.done()).toMatchObject({ usage: null, output: { finishReason: 'stop' } });
    expect(thread.getSnapshot().runs[0]?.usage).toBeNull();
  });

  it('cannot be set by who cancels', async () => {
    const { run } = await open([hang]);
    await run.send({ type: 'run.cancel', usage: used(1e9, 1e9) });
    expect(await run.done()).toMatchObject({ status: 'cancelled', usage: null });
  });
});
