/** Tests of a process that dies, and of what the next process does with the same file (G6, G7). */
import {
  answer,
  cut,
  hang,
  httpError,
  type Scene,
  say,
  scripted,
} from '@perdure/providers/scripted';
import type { Chunk, Provider } from '@perdure/runtime';
import { describe, expect, it } from 'vitest';
import { asTexts, stores, World } from './world.ts';

describe.each(stores)('on the %s store, a process that dies', (name) => {
  it('in the back-off: the wait keeps its deadline and its retry count', async () => {
    const world = new World(name);
    const first = scripted([httpError(503)]);
    const run = await (await world.start(first)).thread('t1').start({ prompt: 'Why?' });
    await world.untilIdle();
    await world.pass(1_500);
    const before = run.getSnapshot().context;
    const second = scripted(answer('Yes.'));
    const again = await (await world.restart(second)).run(run.id);
    expect(again?.getSnapshot()).toMatchObject({ value: 'retrying', context: before });
    await world.pass(499);
    expect(second.requests).toHaveLength(0);
    await world.pass(1);
    expect(second.requests).toHaveLength(1);
    expect(second.requests[0]).toMatchObject({ retryCount: 1, idempotencyKey: `${run.id}/3` });
    expect(await again?.done()).toMatchObject({ status: 'completed', retryCount: 1 });
    expect(asTexts(second.requests[0]?.messages ?? [])).toEqual(['user: Why?']);
  });

  it('and is down past the deadline: overdue means now', async () => {
    const world = new World(name);
    const run = await (await world.start(scripted([httpError(503)])))
      .thread('t1')
      .start({ prompt: 'Why?' });
    await world.untilIdle();
    const second = scripted(answer('Yes.'));
    const runtime = await world.restart(second, { asleepMs: 86_400_000 });
    await world.pass(0);
    expect(await (await runtime.run(run.id))?.done()).toMatchObject({
      status: 'completed',
      retryCount: 1,
    });
  });

  it('in mid-stream: the partial message is discarded and the run tries again', async () => {
    const world = new World(name);
    const run = await (await world.start(scripted([...say('Half a sen'), hang])))
      .thread('t1')
      .start({ prompt: 'Why?' });
    await world.untilIdle();
    await world.pass(1_000); // a checkpoint
    expect(world.store.findStreamingMessage(run.id)).toBeDefined();
    const second = scripted(answer('Whole.'));
    const runtime = await world.restart(second);
    expect((await runtime.run(run.id))?.getSnapshot()).toMatchObject({
      value: 'retrying',
      context: {
        retryCount: 0,
        lossCount: 1,
        failure: { code: 'attempt_lost' },
        wait: { until: 2_500 }, // 2 s, half of it random
      },
    });
    await world.pass(2_000);
    expect(asTexts(runtime.thread('t1').getSnapshot().messages)).toEqual([
      'user: Why?',
      'assistant: Whole.',
    ]);
    expect(asTexts(second.requests[0]?.messages ?? [])).toEqual(['user: Why?']);
    expect(world.types().filter((type) => type === 'message.discarded')).toHaveLength(1);
  });

  it('in mid-stream of a retry: the loss uses up no retry', async () => {
    const world = new World(name);
    const run = await (await world.start(scripted([httpError(503)], [...say('Half'), hang])))
      .thread('t1')
      .start({ prompt: 'Why?' });
    await world.untilIdle();
    await world.pass(2_000);
    const runtime = await world.restart(scripted(answer('Whole.')));
    expect((await runtime.run(run.id))?.getSnapshot()).toMatchObject({
      value: 'retrying',
      context: { retryCount: 1, totalRetryCount: 1, lossCount: 1, wait: { ms: 1_500 } },
    });
  });

  it('in mid-stream, with a policy that interrupts: the run is interrupted', async () => {
    const world = new World(name, { policy: { onLost: 'interrupt' } });
    const run = await (await world.start(scripted([hang]))).thread('t1').start({ prompt: 'Why?' });
    const runtime = await world.restart(scripted(answer('No.')));
    expect(await (await runtime.run(run.id))?.done()).toMatchObject({ status: 'interrupted' });
  });

  it('with a queued run: it starts when the run before it ends', async () => {
    const world = new World(name, { policy: { onLost: 'interrupt' } });
    const thread = (await world.start(scripted([hang]))).thread('t1');
    await thread.start({ prompt: '1' });
    const queued = await thread.start({ prompt: '2' });
    const runtime = await world.restart(scripted(answer('Two.')));
    expect(await (await runtime.run(queued.id))?.done()).toMatchObject({ status: 'completed' });
  });

  it('while a human is asked: the run still waits, and goes on with the answer', async () => {
    const world = new World(name);
    const asking: Scene = [{ type: 'ask', question: 'Delete it?' }];
    const run = await (await world.start(scripted(asking)))
      .thread('t1')
      .start({ prompt: 'Tidy up' });
    await world.untilIdle();
    const second = scripted([httpError(503)], answer('Kept.'));
    const again = await (await world.restart(second)).run(run.id);
    expect(again?.getSnapshot()).toMatchObject({
      value: 'awaitingInput',
      context: { question: 'Delete it?' },
    });
    await again?.send({ type: 'run.answer', answer: 'no' });
    await world.untilIdle();
    await world.pass(2_000);
    expect(await again?.done()).toMatchObject({ status: 'completed' });
    expect(second.requests.map((request) => request.answer)).toEqual(['no', 'no']);
  });
});

describe.each(stores)('on the %s store, a run whose stored context is damaged', (name) => {
  it('fails, and the others go on', async () => {
    const world = new World(name, { policy: { onLost: 'interrupt' } });
    const runtime = await world.start(scripted([hang]));
    const strange = await runtime.thread('t1').start({ prompt: '1' });
    const known = await runtime.thread('t2').start({ prompt: '2' });
    const record = world.store.findRun(strange.id);
    if (record === undefined) throw new Error('The run is missing.');
    const context = { ...record.stored.context, policy: null as never };
    await world.store.commit([
      { type: 'updateRun', run: { ...record, stored: { ...record.stored, context } }, at: 0 },
    ]);
    const again = await world.restart(scripted(answer('Yes.')));
    expect(await (await again.run(known.id))?.done()).toMatchObject({ status: 'interrupted' });
    expect((await again.run(strange.id))?.getSnapshot().value).toBe('failed');
  });
});

describe.each(stores)('on the %s store, a message that had completed', (name) => {
  const call: Chunk = { type: 'toolCall', id: 'c1', name: 'pay', input: { amount: 5 } };
  const result: Chunk = { type: 'toolResult', id: 'c1', name: 'pay', output: 'paid' };
  const paid = [
    { type: 'text', text: 'Paying. ' },
    { type: 'toolCall', id: 'c1', name: 'pay', input: { amount: 5 } },
    { type: 'toolResult', id: 'c1', name: 'pay', output: 'paid' },
  ];
  const given = (world: ReturnType<typeof scripted>, index: number) =>
    world.requests[index]?.messages
      .filter(({ role }) => role === 'assistant')
      .map(({ parts }) => parts);

  it('has the call and the result of a tool recorded before the provider goes on', async () => {
    const world = new World(name);
    const recorded: unknown[] = [];
    const provider: Provider = async function* ({ runId }) {
      for (const chunk of [call, result]) {
        yield chunk;
        recorded.push(world.store.findStreamingMessage(runId)?.parts);
      }
      yield { type: 'text', text: 'Done.' };
      yield { type: 'finish', reason: 'stop' };
    };
    await (await (await world.start(provider)).thread('t1').start({ prompt: 'Pay' })).done();
    expect(recorded).toEqual([[call], [call, result]]);
  });

  it('stays when a later model step fails', async () => {
    const provider = scripted(
      [...say('Paying. '), call, result, { type: 'finishStep' }, ...say('It is do'), cut],
      answer('Done.'),
    );
    const world = new World(name);
    const run = await (await world.start(provider)).thread('t1').start({ prompt: 'Pay' });
    await world.untilIdle();
    await world.pass(2_000);
    expect(await run.done()).toMatchObject({ status: 'completed' });
    expect(given(provider, 1)).toEqual([paid]);
  });

  it('stays up to its tool result when its own model step fails: the text after it is not kept', async () => {
    const provider = scripted(
      [...say('Paying. '), call, result, ...say('It is do'), cut],
      answer('Done.'),
    );
    const world = new World(name);
    await (await world.start(provider)).thread('t1').start({ prompt: 'Pay' });
    await world.untilIdle();
    await world.pass(2_000);
    expect(given(provider, 1)).toEqual([paid]);
  });

  it('stays with a result for the tool call that has none', async () => {
    const open: Chunk = { type: 'toolCall', id: 'c0', name: 'pay', input: { amount: 9 } };
    const provider = scripted([...say('Paying. '), open, call, result, cut], answer('Done.'));
    const world = new World(name);
    await (await world.start(provider)).thread('t1').start({ prompt: 'Pay' });
    await world.untilIdle();
    await world.pass(2_000);
    const parts = given(provider, 1)?.[0] ?? [];
    expect(parts.slice(0, 4)).toEqual([paid[0], open, ...paid.slice(1)]);
    expect(parts.slice(4)).toMatchObject([{ type: 'toolResult', id: 'c0', missing: 'lost' }]);
  });

  it('stays when the process dies right after the tool result', async () => {
    const world = new World(name);
    await (await world.start(scripted([...say('Paying. '), call, result, hang])))
      .thread('t1')
      .start({ prompt: 'Pay' });
    await world.untilIdle();
    const second = scripted(answer('Done.'));
    await world.restart(second);
    await world.pass(2_000);
    expect(given(second, 0)).toEqual([paid]);
  });
});
