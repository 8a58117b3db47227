/** Tests of a run that survives failures of its provider, on the memory store and on SQLite. */
import { answer, cut, httpError, say, scripted } from '@perdure/providers/scripted';
import { describe, expect, it } from 'vitest';
import { asTexts, stores, World } from './world.ts';

describe.each(stores)('on the %s store', (name) => {
  it('two 503 and a cut stream leave one prompt and one answer', async () => {
    const provider = scripted(
      [httpError(503)],
      [httpError(503)],
      [...say('The sky is gr'), cut],
      answer('The sky is blue.'),
    );
    const world = new World(name);
    const thread = (await world.start(provider)).thread('t1');
    const run = await thread.start({ prompt: 'Why?' });
    await world.untilIdle();
    for (const wait of [2_000, 4_000, 8_000]) await world.pass(wait);

    expect(await run.done()).toMatchObject({ status: 'completed', retryCount: 3, failure: null });
    expect(asTexts(thread.getSnapshot().messages)).toEqual([
      'user: Why?',
      'assistant: The sky is blue.',
    ]);
    expect(provider.requests).toHaveLength(4);
    for (const { messages } of provider.requests) expect(asTexts(messages)).toEqual(['user: Why?']);
    expect(world.types()).toEqual([
      'run.queued',
      'message.completed',
      'run.started',
      'attempt.started',
      'run.retrying',
      'attempt.started',
      'run.retrying',
      'attempt.started',
      'message.discarded',
      'run.retrying',
      'attempt.started',
      'message.completed',
      'run.completed',
    ]);
  });

  it('waits until its deadline, to the millisecond', async () => {
    const provider = scripted([httpError(503)], answer('Yes.'));
    const world = new World(name);
    const run = await (await world.start(provider)).thread('t1').start({ prompt: 'Why?' });
    await world.untilIdle();
    expect(run.getSnapshot().context.wait).toEqual({ ms: 2_000, until: 2_000 });
    await world.pass(1_999);
    expect(provider.requests).toHaveLength(1);
    await world.pass(1);
    expect(provider.requests).toHaveLength(2);
  });

  it('ends as failed when the retries are used up, and keeps the last partial message', async () => {
    const provider = scripted([...say('Half'), cut]);
    const world = new World(name, { policy: { maxRetries: 1 } });
    const thread = (await world.start(provider)).thread('t1');
    const run = await thread.start({ prompt: 'Why?' });
    await world.untilIdle();
    await world.pass(2_000);
    expect(await run.done()).toMatchObject({ status: 'failed', failure: { kind: 'brokenStream' } });
    expect(thread.getSnapshot().messages.map(({ status }) => status)).toEqual([
      'completed',
      'failed',
    ]);
    expect(world.types().at(-1)).toBe('run.failed');
  });

  it('does not retry a failure that cannot pass', async () => {
    const provider = scripted([httpError(401)]);
    const world = new World(name);
    const run = await (await world.start(provider)).thread('t1').start({ prompt: 'Why?' });
    expect(await run.done()).toMatchObject({ status: 'failed', failure: { kind: 'unauthorized' } });
    expect(provider.requests).toHaveLength(1);
  });

  it('parks for a wait of an hour, which a command may end', async () => {
    const provider = scripted(
      [httpError(429, 'slow down', { 'retry-after': '3600' })],
      answer('Yes.'),
    );
    const world = new World(name);
    const run = await (await world.start(provider)).thread('t1').start({ prompt: 'Why?' });
    await world.untilIdle();
    expect(run.getSnapshot()).toMatchObject({
      value: 'parked',
      context: { wait: { ms: 3_600_000 } },
    });
    expect(await run.send({ type: 'run.retryNow' })).toEqual({ accepted: true });
    expect(await run.done()).toMatchObject({ status: 'completed' });
    await world.pass(3_600_000);
    expect(provider.requests).toHaveLength(2);
  });

  it('times out for a provider that is silent', async () => {
    const provider = scripted([...say('Once upon'), { type: 'hang' }], answer('Once.'));
    const world = new World(name, { timeouts: { idleMs: 10_000 } });
    const run = await (await world.start(provider)).thread('t1').start({ prompt: 'A tale' });
    await world.untilIdle();
    await world.pass(9_999);
    expect(run.getSnapshot().value).toBe('running');
    await world.pass(1);
    expect(run.getSnapshot()).toMatchObject({
      value: 'retrying',
      context: { failure: { kind: 'timeout' } },
    });
    expect(provider.requests[0]?.signal.aborted).toBe(true);
  });

  it('gives a model that is asked again after a tool result the timeout of a first chunk', async () => {
    const result = { type: 'toolResult', id: 'c1', name: 'pay', output: 'paid' } as const;
    const timeouts = { firstChunkMs: 30_000, idleMs: 10_000 };
    const world = new World(name, { timeouts });
    const provider = scripted([...say('Paying.'), result, { type: 'hang' }]);
    const run = await (await world.start(provider)).thread('t1').start({ prompt: 'Pay' });
    await world.untilIdle();
    await world.pass(29_999);
    expect(run.getSnapshot().value).toBe('running');
    await world.pass(1);
    expect(run.getSnapshot().value).toBe('retrying');
  });

  it('waits for a provider for ever if the timeouts are Infinity', async () => {
    const timeouts = { firstChunkMs: Number.POSITIVE_INFINITY, idleMs: Number.POSITIVE_INFINITY };
    const limits = { maxAttemptMs: Number.POSITIVE_INFINITY };
    const world = new World(name, { timeouts, limits });
    const run = await (await world.start(scripted([{ type: 'hang' }]))).thread('t1').start({
      prompt: 'A tale',
    });
    await world.untilIdle();
    await world.pass(2 ** 31);
    expect(run.getSnapshot().value).toBe('running');
  });
});

describe.each(stores)('on the %s store, a refusal that comes back the same', (name) => {
  it('ends the run before its retries are used up', async () => {
    const provider = scripted([httpError(429, 'effort=max is not served')]);
    const world = new World(name);
    const run = await (await world.start(provider)).thread('t1').start({ prompt: 'Why?' });
    await world.untilIdle();
    for (const wait of [2_000, 4_000, 8_000]) await world.pass(wait);
    expect(await run.done()).toMatchObject({
      status: 'failed',
      failure: { kind: 'rateLimited', repeats: 4 },
    });
    expect(provider.requests).toHaveLength(4);
  });

  it('is no crowded minute, which uses up its retries', async () => {
    const provider = scripted([httpError(429, 'Too many requests')]);
    const world = new World(name, { policy: { maxRetries: 5 } });
    const run = await (await world.start(provider)).thread('t1').start({ prompt: 'Why?' });
    await world.untilIdle();
    for (let wait = 2_000; wait <= 32_000; wait *= 2) await world.pass(wait);
    expect(await run.done()).toMatchObject({ status: 'failed', retryCount: 5 });
  });

  it('after the first text of an answer does not', async () => {
    const provider = scripted([...say('Let me see'), httpError(429, 'not now')]);
    const world = new World(name, { policy: { maxRetries: 5 } });
    const run = await (await world.start(provider)).thread('t1').start({ prompt: 'Why?' });
    await world.untilIdle();
    for (let wait = 2_000; wait <= 32_000; wait *= 2) await world.pass(wait);
    expect(await run.done()).toMatchObject({ status: 'failed', retryCount: 5 });
  });
});
