/** Tests of runs that replace other runs, for an edited prompt or a new answer; and of the list of threads. */
import { answer, hang, httpError, say, scripted } from '@perdure/providers/scripted';
import { textOf } from '@perdure/thread';
import { describe, expect, it } from 'vitest';
import { asTexts, stores, World } from './world.ts';

describe.each(stores)('on the %s store, a run that replaces another', (name) => {
  async function conversation() {
    const provider = scripted(answer('One.'), answer('Two.'), answer('Again.'));
    const world = new World(name);
    const thread = (await world.start(provider)).thread('t1');
    for (const prompt of ['1', '2']) await (await thread.start({ prompt, runId: prompt })).done();
    return { provider, world, thread };
  }

  it('takes its place, and later runs are gone, for the model and in the view', async () => {
    const { provider, world, thread } = await conversation();
    thread.subscribe(() => {});
    await (await thread.start({ prompt: '1, better', runId: '3', replaces: '1' })).done();
    expect(asTexts(provider.requests.at(-1)?.messages ?? [])).toEqual(['user: 1, better']);
    const after = ['user: 1, better', 'assistant: Again.'];
    expect(asTexts(thread.getSnapshot().messages)).toEqual(after);
    expect(asTexts(world.runtime.thread('t1').getSnapshot().messages)).toEqual(after);
    expect(thread.getSnapshot().runs.map(({ id }) => id)).toEqual(['3']);
    expect(world.types().filter((type) => type === 'run.completed')).toHaveLength(3);
  });

  it('keeps what came before, also after a restart', async () => {
    const { world } = await conversation();
    const provider = scripted(answer('Two, again.'));
    const thread = (await world.restart(provider)).thread('t1');
    await (await thread.start({ prompt: '2', replaces: '2' })).done();
    expect(asTexts(provider.requests[0]?.messages ?? [])).toEqual([
      'user: 1',
      'assistant: One.',
      'user: 2',
    ]);
  });

  it.each([
    ['that the thread does not have', 'nobody'],
    ['that was replaced already', '1'],
  ])('%s is refused', async (_, replaces) => {
    const { world, thread } = await conversation();
    await (await thread.start({ prompt: '1', replaces: '1' })).done();
    const before = world.types();
    await expect(thread.start({ prompt: 'x', replaces })).rejects.toMatchObject({
      name: 'CannotReplaceError',
    });
    expect(world.types()).toEqual(before);
  });

  it('that is under way is refused, until it is cancelled', async () => {
    const world = new World(name);
    const thread = (await world.start(scripted([hang]))).thread('t1');
    const run = await thread.start({ prompt: '1' });
    const again = { prompt: '1', replaces: run.id };
    await expect(thread.start(again)).rejects.toThrow(/is running\. Cancel it first\./);
    await run.send({ type: 'run.cancel' });
    expect((await thread.start(again)).getSnapshot().value).toBe('running');
  });

  it('of the same batch counts too', async () => {
    const world = new World(name);
    const thread = (await world.start(scripted([hang]))).thread('t1');
    const started = await Promise.allSettled([
      thread.start({ prompt: '1', runId: 'a' }),
      thread.start({ prompt: '2', replaces: 'a' }),
    ]);
    expect(started[1]).toMatchObject({ reason: { name: 'CannotReplaceError' } });
  });
});

describe.each(stores)('on the %s store', (name) => {
  it("every attempt of a run is given the model's name", async () => {
    const provider = scripted([httpError(503)], answer('Yes.'));
    const world = new World(name);
    const thread = (await world.start(provider)).thread('t1');
    const run = await thread.start({ prompt: 'Why?', model: 'small' });
    await world.untilIdle();
    await world.pass(2_000);
    expect(await run.done()).toMatchObject({ status: 'completed' });
    expect(provider.requests.map(({ model }) => model)).toEqual(['small', 'small']);
    expect(thread.getSnapshot().runs[0]?.model).toBe('small');
  });

  it('threads are listed, the latest first, with their first prompt as title', async () => {
    const world = new World(name);
    const runtime = await world.start(scripted(answer('Yes.'), [hang]));
    await (await runtime.thread('old').start({ prompt: 'First' })).done();
    await world.pass(10);
    await runtime.thread('new').start({ prompt: 'Second' });
    await world.untilIdle();
    expect(await runtime.threads()).toEqual([
      { id: 'new', title: 'Second', state: 'running', updatedAt: 10 },
      { id: 'old', title: 'First', state: 'completed', updatedAt: 0 },
    ]);
    expect(await runtime.threads(1)).toHaveLength(1);
  });

  it("a thread's title is the prompt that replaced the first one", async () => {
    const world = new World(name);
    const thread = (await world.start(scripted(answer('Yes.')))).thread('t1');
    await (await thread.start({ prompt: 'First', runId: 'a' })).done();
    await (await thread.start({ prompt: 'First, better', replaces: 'a' })).done();
    expect(await world.runtime.threads()).toMatchObject([
      { title: 'First, better', state: 'completed' },
    ]);
  });

  it('a thread is listed with the state of its active run, not of a queued one', async () => {
    const world = new World(name);
    const ask = [{ type: 'ask', question: 'Delete it?' } as const];
    const thread = (await world.start(scripted(ask))).thread('t1');
    await thread.start({ prompt: 'Clean up' });
    await thread.start({ prompt: 'And then?' });
    await world.untilIdle();
    expect(await world.runtime.threads()).toMatchObject([
      { title: 'Clean up', state: 'awaitingInput' },
    ]);
  });

  it('a view has the attempts of a run, and the discarded message can be read', async () => {
    const world = new World(name);
    const cutOff = [...say('Half'), httpError(503, 'Too busy')];
    const runtime = await world.start(scripted(cutOff, answer('Whole.')));
    const thread = runtime.thread('t1');
    await thread.start({ prompt: 'Why?' });
    await world.untilIdle();
    await world.pass(2_000);
    const [first, second] = thread.getSnapshot().runs[0]?.attempts ?? [];
    expect(first).toMatchObject({
      retryCount: 0,
      startedAt: 0,
      endedAt: 0,
      outcome: 'failed',
      waitMs: 2_000,
      failure: { status: 503 },
    });
    expect(second).toMatchObject({
      retryCount: 1,
      startedAt: 2_000,
      outcome: 'completed',
      waitMs: null,
    });
    const partial = await thread.message(first?.discarded ?? '');
    expect([partial?.status, partial && textOf(partial)]).toEqual(['discarded', 'Half']);
    expect(thread.getSnapshot().runs[0]?.endedAt).toBe(2_000);
  });
});

describe.each(stores)('on the %s store, replaced in one batch', (name) => {
  it('a run is replaced once: the second replacement is refused, and history and view agree', async () => {
    const provider = scripted(answer('One.'), [hang]);
    const world = new World(name);
    const thread = (await world.start(provider)).thread('t1');
    await (await thread.start({ prompt: 'A', runId: 'a' })).done();
    const [, , third] = await Promise.allSettled([
      thread.start({ prompt: 'B', runId: 'b', replaces: 'a' }),
      thread.send('b', { type: 'run.cancel' }),
      thread.start({ prompt: 'C', runId: 'c', replaces: 'a' }),
    ]);
    expect(third).toMatchObject({ reason: { name: 'CannotReplaceError' } });
    const fourth = await thread.start({ prompt: 'D', replaces: 'b' });
    await world.untilIdle();
    const given = asTexts(provider.requests.at(-1)?.messages ?? []);
    expect(given).toEqual(['user: D']);
    expect(asTexts(thread.getSnapshot().messages)).toEqual(given);
    expect(thread.getSnapshot().runs.map(({ id }) => id)).toEqual([fourth.id]);
  });
});
