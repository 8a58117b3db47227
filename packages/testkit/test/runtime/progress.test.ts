/** What a recorded step gives back: the retries since the last progress begin again, also after a crash. */
import { answer, cut, hang, httpError, type Scene, scripted } from '@perdure/providers/scripted';
import { describe, expect, it } from 'vitest';
import { stores, World } from './world.ts';

const call = (id: string): Scene => [
  { type: 'toolCall', id, name: 'look', input: {} },
  { type: 'toolResult', id, name: 'look', output: 'done' },
];
const down = httpError(503);

describe.each(stores)('on the %s store', (name) => {
  async function retriesOf(policy: object, ...scenes: [Scene, ...Scene[]]) {
    const provider = scripted(...scenes);
    const world = new World(name, { policy });
    const run = await (await world.start(provider)).thread('t1').start({ prompt: 'Why?' });
    await world.untilIdle();
    for (let n = 0; n < 20; n++) await world.pass(60_000);
    const retries = world
      .log()
      .flatMap((event) => (event.type === 'run.retrying' ? [event.retryCount] : []));
    return { retries, run, provider };
  }

  it.each<[string, Scene]>([
    ['a tool result', [...call('b'), down]],
    ['a finished model step', [{ type: 'text', text: 'So.' }, { type: 'finishStep' }, down]],
  ])('after %s the retries begin again', async (_, step) => {
    const policy = { maxRetries: 2 };
    const { retries, run } = await retriesOf(policy, [down], [down], step, [down], answer('Yes.'));
    expect(retries).toEqual([1, 2, 1, 2]);
    expect(await run.done()).toMatchObject({ status: 'completed' });
  });

  it.each<[string, Scene]>([
    ['a piece of text', [{ type: 'text', text: 'So' }, cut]],
    ['a call without a result', [{ type: 'toolCall', id: 'b', name: 'look', input: {} }, cut]],
    ['a step that said nothing', [{ type: 'finishStep' }, down]],
  ])('after %s they do not', async (_, step) => {
    const { retries, run } = await retriesOf({ maxRetries: 2 }, [down], step, step);
    expect(retries).toEqual([1, 2]);
    expect(await run.done()).toMatchObject({ status: 'failed' });
  });

  it('a run whose every attempt makes progress ends at maxTotalRetries', async () => {
    const policy = { maxRetries: 2, maxTotalRetries: 5 };
    const { provider, run } = await retriesOf(policy, [...call('b'), down]);
    expect(await run.done()).toMatchObject({ status: 'failed' });
    expect(provider.requests).toHaveLength(6);
  });

  it('after a question the retries begin again', async () => {
    const provider = scripted([down], [...call('a'), { type: 'ask', question: 'Sure?' }], [down]);
    const world = new World(name, { policy: { maxRetries: 1 } });
    const run = await (await world.start(provider)).thread('t1').start({ prompt: 'Why?' });
    await world.untilIdle();
    await world.pass(2_000);
    await run.send({ type: 'run.answer', answer: 'yes' });
    await world.untilIdle();
    expect(run.getSnapshot()).toMatchObject({ value: 'retrying', context: { retryCount: 1 } });
  });

  it.each<[string, Scene, number]>([
    ['a tool result', [...call('a'), hang], 0],
    ['a finished step', [{ type: 'text', text: 'So.' }, { type: 'finishStep' }, hang], 0],
    ['a text', [{ type: 'text', text: 'So' }, hang], 1],
  ])('a crash after %s of one retry', async (_, scene, retryCount) => {
    const world = new World(name);
    const run = await (await world.start(scripted([down], scene))).thread('t1').start({
      prompt: 'Why?',
    });
    await world.untilIdle();
    await world.pass(2_000);
    const runtime = await world.restart(scripted(answer('Yes.')));
    expect((await runtime.run(run.id))?.getSnapshot()).toMatchObject({
      value: 'retrying',
      context: { retryCount, totalRetryCount: 1, lossCount: 1 },
    });
  });
});
