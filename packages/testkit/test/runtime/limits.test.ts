/** Limits: how much a start, an answer and an attempt may bring. What goes beyond ends alone, with a typed error. */

import { answer, scripted } from '@perdure/providers/scripted';
import { type Chunk, type Clock, type Provider, systemClock } from '@perdure/runtime';
import { ledProvider } from '@perdure/testkit/provider';
import { describe, expect, it } from 'vitest';
import { stores, World } from './world.ts';

const finish: Chunk = { type: 'finish', reason: 'stop' };

const yielding = (...chunks: readonly Chunk[]): Provider =>
  async function* () {
    yield* chunks;
  };

describe.each(stores)('on the %s store, an attempt', (name) => {
  it('that is alive for ever ends at its longest time, once, and is not tried again', async () => {
    const led = ledProvider();
    const world = new World(name, { limits: { maxAttemptMs: 60_000 } });
    const thread = (await world.start(led.provider)).thread('t1');
    const run = await thread.start({ prompt: 'Why?' });
    led.send({ type: 'text', text: 'Thinking. ' });
    await world.untilIdle();
    for (let second = 0; second < 59; second++) {
      led.send({ type: 'alive' });
      await world.pass(1_000);
    }
    await world.pass(999);
    expect(run.getSnapshot().value).toBe('running');
    await world.pass(1);
    expect(await run.done()).toMatchObject({
      status: 'failed',
      failure: { kind: 'timeout', retryable: false, code: 'attempt_too_long' },
    });
    const [call] = led.callsOf(run.id);
    expect(call?.request.signal.aborted).toBe(true);
    // Once it is over, nothing that it still sends is recorded, and no timer is left that would end the next one.
    const last = world.log().length;
    call?.send({ type: 'text', text: 'Late.' }, finish);
    await world.pass(60_000);
    expect(world.log()).toHaveLength(last);
  });

  it('has its whole time again in the next run', async () => {
    const led = ledProvider();
    const world = new World(name, { limits: { maxAttemptMs: 60_000 } });
    const thread = (await world.start(led.provider)).thread('t1');
    const first = await thread.start({ prompt: 'One' });
    await world.untilIdle();
    led.send({ type: 'text', text: 'Yes.' });
    await world.pass(50_000);
    led.send(finish);
    await first.done();
    const second = await thread.start({ prompt: 'Two' });
    await world.untilIdle();
    led.send({ type: 'text', text: 'Yes.' });
    await world.pass(50_000);
    expect(second.getSnapshot().value).toBe('running');
  });

  it.each<[string, string, Chunk[]]>([
    ['a chunk of more than', 'chunk_too_large', [{ type: 'text', text: 'é'.repeat(51) }]],
    [
      'a result of more than',
      'chunk_too_large',
      [{ type: 'toolResult', id: '1', name: 'f', output: 'x'.repeat(100) }],
    ],
    [
      'metadata of more than',
      'chunk_too_large',
      [{ type: 'text', text: '', metadata: { p: 'x'.repeat(100) } }],
    ],
    ['a question of more than', 'chunk_too_large', [{ type: 'ask', question: 'x'.repeat(100) }]],
    [
      'pieces that are more than',
      'attempt_too_large',
      Array(4).fill({ type: 'text', text: 'x'.repeat(80) }),
    ],
    [
      'steps that are more than',
      'attempt_too_large',
      Array(4)
        .fill([{ type: 'text', text: 'x'.repeat(80) }, { type: 'finishStep' }])
        .flat(),
    ],
  ])('that says %s its limit fails with its own code: %s', async (_, code, chunks) => {
    const limits = { maxChunkBytes: 100, maxAttemptBytes: 300 };
    const world = new World(name, { limits });
    const run = await (await world.start(yielding(...chunks, finish)))
      .thread('t1')
      .start({ prompt: 'x' });
    expect(await run.done()).toMatchObject({
      status: 'failed',
      failure: { code, retryable: false },
    });
    expect(world.types().filter((type) => type === 'attempt.started')).toHaveLength(1);
    expect(world.errors).toEqual([]);
  });

  it('that says exactly what it may has its answer', async () => {
    const limits = { maxChunkBytes: 100, maxAttemptBytes: 304, maxAttemptParts: 1 };
    const world = new World(name, { limits });
    const chunks = Array<Chunk>(3).fill({ type: 'text', text: 'x'.repeat(100) });
    const run = await (await world.start(yielding(...chunks, finish)))
      .thread('t1')
      .start({ prompt: 'x' });
    expect(await run.done()).toMatchObject({ status: 'completed' });
  });

  it('of more parts than it may fails, over all of its messages', async () => {
    const world = new World(name, { limits: { maxAttemptParts: 4 } });
    const step: Chunk[] = [
      { type: 'text', text: 'a' },
      { type: 'reasoning', text: 'b' },
      { type: 'finishStep' },
    ];
    const chunks: Chunk[] = [...step, ...step, { type: 'text', text: 'c' }, finish];
    const run = await (await world.start(yielding(...chunks))).thread('t1').start({ prompt: 'x' });
    expect(await run.done()).toMatchObject({
      status: 'failed',
      failure: { code: 'attempt_too_large' },
    });
    expect(world.types().filter((type) => type === 'message.completed')).toHaveLength(3);
  });
});

describe.each(stores)('on the %s store, an attempt that is over', (name) => {
  it.each<[string, Provider]>([
    ['with its answer', yielding({ type: 'text', text: 'Yes.' }, finish)],
    ['with a wrong chunk', yielding(7 as never)],
    ['with too many bytes', yielding({ type: 'text', text: 'x'.repeat(101) })],
  ])('%s leaves no timer', async (_, provider) => {
    const armed = new Set<unknown>();
    const clock: Clock = {
      ...systemClock,
      setTimeout(callback, ms) {
        const timer = setTimeout(callback, ms);
        armed.add(timer);
        return timer;
      },
      clearTimeout(timer) {
        clearTimeout(timer as NodeJS.Timeout);
        armed.delete(timer);
      },
    };
    const world = new World(name, { clock, limits: { maxChunkBytes: 100 } });
    const run = await (await world.start(provider)).thread('t1').start({ prompt: 'Why?' });
    await run.done();
    await world.untilIdle();
    expect(armed.size).toBe(0);
  });
});

describe.each(stores)('on the %s store, a start', (name) => {
  it('with a prompt of more bytes than it may is refused, and nothing is written', async () => {
    const world = new World(name, { limits: { maxPromptBytes: 100 } });
    const thread = (await world.start(scripted(answer('Yes.')))).thread('t1');
    await expect(thread.start({ prompt: 'é'.repeat(50) })).rejects.toMatchObject({
      name: 'InvalidPromptError',
    });
    expect(world.log()).toEqual([]);
    expect(await (await thread.start({ prompt: 'x'.repeat(50) })).done()).toMatchObject({
      status: 'completed',
    });
  });

  it('beyond the longest queue is refused, and taken again once a run is over', async () => {
    const led = ledProvider();
    const world = new World(name, { limits: { maxQueuedRuns: 2 } });
    const runtime = await world.start(led.provider);
    const thread = runtime.thread('t1');
    // All in one batch: what the batch has queued counts too.
    const starts = await Promise.allSettled(
      ['a', 'b', 'c', 'd'].map((runId) => thread.start({ prompt: runId, runId })),
    );
    expect(starts.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
    ]);
    const full = { name: 'QueueFullError', threadId: 't1', maxQueuedRuns: 2 };
    await expect(thread.start({ prompt: 'e' })).rejects.toMatchObject(full);
    expect(await runtime.run('d')).toBeUndefined();
    // A start that is repeated is no new run, and another thread has a queue of its own.
    expect(await thread.start({ prompt: 'b', runId: 'b' })).toMatchObject({ runId: 'b' });
    await runtime.thread('t2').start({ prompt: 'x' });
    await thread.send('a', { type: 'run.cancel' });
    expect(await thread.start({ prompt: 'e', runId: 'e' })).toMatchObject({ runId: 'e' });
    await expect(thread.start({ prompt: 'f' })).rejects.toMatchObject(full);
    // A cancel of a queued run and a start in one batch: the place is free.
    const [, started] = await Promise.all([
      thread.send('e', { type: 'run.cancel' }),
      thread.start({ prompt: 'f', runId: 'f' }),
    ]);
    expect(started).toMatchObject({ runId: 'f' });
  });

  it('with a model, a run to replace or an answer to questions that are none is refused', async () => {
    const world = new World(name);
    const thread = (await world.start(scripted(answer('Yes.')))).thread('t1');
    const wrong: [object, string][] = [
      [{ model: '' }, 'InvalidIdError'],
      [{ model: 'm'.repeat(201) }, 'InvalidIdError'],
      [{ model: 7 }, 'InvalidIdError'],
      [{ model: null }, 'InvalidIdError'],
      [{ runId: 7 }, 'InvalidIdError'],
      [{ runId: null }, 'InvalidIdError'],
      [{ replaces: {} }, 'CannotReplaceError'],
      [{ onQuestion: 'later' }, 'InvalidOptionError'],
      [{ policy: null }, 'InvalidOptionError'],
      [{ policy: { maxRetry: 1 } }, 'InvalidOptionError'],
      [{ policy: { maxRetries: Number.NaN } }, 'InvalidPolicyError'],
      [{ prompt: [{ type: 'text', text: 'x', metadata: { n: 1n } }] }, 'InvalidPromptError'],
      [{ prompt: 7 }, 'InvalidPromptError'],
      [{ prompt: null }, 'InvalidPromptError'],
    ];
    for (const [options, error] of wrong)
      await expect(thread.start({ prompt: 'x', ...options } as never)).rejects.toMatchObject({
        name: error,
      });
    for (const options of [undefined, null, 'x', []])
      await expect(thread.start(options as never)).rejects.toMatchObject({
        name: 'InvalidOptionError',
      });
    expect(world.log()).toEqual([]);
  });
});

describe.each(stores)('on the %s store, an answer', (name) => {
  it('without a JSON form, too deep or too large is refused, and the question stays open', async () => {
    const world = new World(name, { limits: { maxAnswerBytes: 100 } });
    const provider = scripted([{ type: 'ask', question: 'Which?' }]);
    const thread = (await world.start(provider)).thread('t1');
    const run = await thread.start({ prompt: 'x' });
    await world.untilIdle();
    let deep: unknown = 'x';
    for (let n = 0; n < 101; n++) deep = { deep };
    const before = world.log();
    for (const wrong of [undefined, () => {}, 1n, { n: 1n }, deep, 'x'.repeat(99)])
      await expect(run.send({ type: 'run.answer', answer: wrong as never })).rejects.toMatchObject({
        name: 'InvalidAnswerError',
      });
    expect(world.log()).toEqual(before);
    expect(run.getSnapshot().value).toBe('awaitingInput');
    expect(await run.send({ type: 'run.answer', answer: 'x'.repeat(98) })).toEqual({
      accepted: true,
    });
  });

  it('to what is no run is refused', async () => {
    const world = new World(name);
    const thread = (await world.start(scripted(answer('Yes.')))).thread('t1');
    for (const id of [undefined, null, 7, {}, []])
      await expect(thread.send(id as never, { type: 'run.cancel' })).rejects.toMatchObject({
        name: 'UnknownRunError',
      });
    expect(await world.runtime.run(undefined as never)).toBeUndefined();
    expect(await thread.message(7 as never)).toBeUndefined();
    expect(await thread.file(null as never)).toBeUndefined();
  });
});
