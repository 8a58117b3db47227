/** Tests of `run.resume`: a failed or interrupted run is taken up where it stood, and nothing is done again (G7). */
import { answer, hang, httpError, type Scene, scripted } from '@perdure/providers/scripted';
import type { Chunk } from '@perdure/runtime';
import { ledProvider } from '@perdure/testkit/provider';
import { textOf } from '@perdure/thread';
import { describe, expect, it } from 'vitest';
import { asTexts, stores, World } from './world.ts';

const resume = { type: 'run.resume' } as const;
const refused = httpError(401);
const call = { type: 'toolCall', id: 'a', name: 'order', input: {} } as const;
const result = { type: 'toolResult', id: 'a', name: 'order', output: 'ordered' } as const;
const step: Chunk[] = [{ type: 'text', text: 'I order.' }, call, result];

describe.each(stores)('on the %s store, run.resume', (name) => {
  async function ended(...scenes: [Scene, ...Scene[]]) {
    const provider = scripted(...scenes);
    const world = new World(name, { policy: { maxRetries: 0 } });
    const thread = (await world.start(provider)).thread('t1');
    const run = await thread.start({ prompt: 'Order it', runId: 'r1', model: 'small' });
    await world.untilIdle();
    const send = async () => {
      const receipt = await run.send(resume);
      await world.untilIdle();
      return receipt;
    };
    return { provider, world, thread, run, send };
  }

  it('goes on after the tool result that was recorded, in the place of the failed run', async () => {
    const scene = [...step, { type: 'text', text: 'And no' } as const, refused];
    const { provider, world, thread, run, send } = await ended(scene, answer('Done.'));
    thread.subscribe(() => {});
    expect(await send()).toEqual({ accepted: true, resumedBy: expect.any(String) });
    const given = provider.requests[1]?.messages ?? [];
    expect(asTexts(given)).toEqual(['user: Order it', 'assistant: I order.']);
    expect(given[1]?.parts).toEqual(step);
    expect(provider.requests[1]).toMatchObject({ model: 'small', retryCount: 0 });

    for (const view of [thread.getSnapshot(), world.runtime.thread('t1').getSnapshot()]) {
      expect(view.messages.map(textOf)).toEqual(['Order it', 'I order.', 'Done.']);
      expect(view.runs).toMatchObject([{ resumes: 'r1', state: 'completed', model: 'small' }]);
    }
    expect(run.getSnapshot().value).toBe('failed');
    expect(world.types()).not.toContain('message.discarded');
  });

  it('has all of its retries', async () => {
    const { world, thread, send } = await ended([refused], [httpError(503)]);
    await send();
    expect(thread.getSnapshot().runs[0]).toMatchObject({ state: 'failed', resumes: 'r1' });
    expect(world.types().filter((type) => type === 'attempt.started')).toHaveLength(2);
  });

  it('has what is recorded in the same batch: a model step, a tool result, the failure', async () => {
    const led = ledProvider();
    const world = new World(name);
    const run = await (await world.start(led.provider)).thread('t1').start({ prompt: 'Order it' });
    await world.untilIdle();
    led.send({ type: 'text', text: 'First.' }, { type: 'finishStep' }, ...step);
    await world.untilIdle();
    led.callsOf(run.id)[0]?.fail(Object.assign(new Error('Unauthorized'), { statusCode: 401 }));
    for (let n = 0; n < 20; n++) await null;
    expect(run.getSnapshot().value).toBe('running');
    expect(await run.send(resume)).toMatchObject({ accepted: true });
    await world.untilIdle();
    const { id = '' } = world.runtime.thread('t1').getSnapshot().runs[0] ?? {};
    expect(asTexts(world.store.history(id))).toEqual([
      'user: Order it',
      'assistant: First.',
      'assistant: I order.',
    ]);
    expect(led.callsOf(id)[0]?.request.messages[2]?.parts).toEqual(step);
  });

  it('keeps the answer to a question', async () => {
    const { provider, run, world, send } = await ended(
      [call, { type: 'ask', question: 'Order it?' }],
      [refused],
      answer('Done.'),
    );
    await run.send({ type: 'run.answer', answer: 'yes' });
    await world.untilIdle();
    await send();
    expect(provider.requests[2]).toMatchObject({ answer: 'yes', question: 'Order it?' });
    expect(provider.requests[2]?.messages).toMatchObject([{ role: 'user' }, { parts: [call] }]);
  });

  it('goes on after a crash, also from an interrupted run', async () => {
    const world = new World(name, { policy: { onLost: 'interrupt' } });
    const thread = (await world.start(scripted([...step, hang]))).thread('t1');
    await thread.start({ prompt: 'Order it', runId: 'r1' });
    await world.untilIdle();
    await world.restart(scripted([hang]));
    expect((await world.runtime.run('r1'))?.getSnapshot().value).toBe('interrupted');
    await (await world.runtime.run('r1'))?.send(resume);
    await world.untilIdle();
    const provider = scripted(answer('Done.'));
    await world.restart(provider);
    const run = world.runtime.thread('t1').getSnapshot().runs[0]?.id ?? '';
    await (await world.runtime.run(run))?.send(resume);
    await world.untilIdle();
    expect(provider.requests[0]?.messages[1]?.parts).toEqual(step);
    expect(world.runtime.thread('t1').getSnapshot().runs).toMatchObject([{ state: 'completed' }]);
  });

  it('sends a prompt that was refused again', async () => {
    const prompt = [{ type: 'text', text: 'x'.repeat(20_000) }] as const;
    const tooLong = httpError(400, 'maximum context length is 4096 tokens');
    const provider = scripted([tooLong], answer('Done.'));
    const world = new World(name);
    const run = await (await world.start(provider)).thread('t1').start({ prompt: [...prompt] });
    await world.untilIdle();
    expect(world.types()).toContain('message.refused');
    await run.send(resume);
    await world.untilIdle();
    expect(provider.requests[1]?.messages).toMatchObject([{ parts: prompt }]);
    expect(provider.requests[1]?.messages[0]?.cut).toBeUndefined();
  });

  it.each([
    ['running', 'notApplicable', async () => ended([hang])],
    ['completed', 'settled', async () => ended(answer('Yes.'))],
    [
      'cancelled',
      'settled',
      async () => {
        const all = await ended([hang]);
        await all.run.send({ type: 'run.cancel' });
        return all;
      },
    ],
    [
      'failed and resumed',
      'notApplicable',
      async () => {
        const all = await ended([refused], [refused]);
        await all.send();
        return all;
      },
    ],
    [
      'failed before a later run',
      'notApplicable',
      async () => {
        const all = await ended([refused], answer('Yes.'));
        await (await all.thread.start({ prompt: 'And?' })).done();
        return all;
      },
    ],
  ])('is refused for a run that is %s', async (_, reason, open) => {
    const { world, send } = await open();
    const before = world.types();
    expect(await send()).toEqual({ accepted: false, reason });
    expect(world.types()).toEqual(before);
  });

  it('sent twice at once starts one run', async () => {
    const { world, run } = await ended([refused], [hang]);
    const receipts = await Promise.all([run.send(resume), run.send(resume)]);
    expect(receipts.map(({ accepted }) => accepted)).toEqual([true, false]);
    expect(world.types().filter((type) => type === 'run.queued')).toHaveLength(2);
  });
});
