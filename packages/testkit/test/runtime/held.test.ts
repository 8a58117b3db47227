/** Tests of a held queue: after an end that concerns all runs, those that wait are not started by themselves. */
import { answer, hang, httpError, type Scene, scripted } from '@perdure/providers/scripted';
import type { RunCommand } from '@perdure/runtime';
import { describe, expect, it } from 'vitest';
import { asTexts, stores, World } from './world.ts';

const policy = { maxRetries: 0 };
const refused = httpError(401);
const quota = httpError(402, 'Insufficient credits');
const tooLong = httpError(400, 'maximum context length is 4096 tokens');
const start: RunCommand = { type: 'run.start' };
const cancel: RunCommand = { type: 'run.cancel' };

describe.each(stores)('on the %s store, the queue behind a run that fails', (name) => {
  async function queued(first: Scene, ...later: Scene[]) {
    const provider = scripted(first, ...later);
    const world = new World(name, { policy });
    const thread = (await world.start(provider)).thread('t1');
    thread.subscribe(() => {});
    for (const runId of ['a', 'b', 'c']) await thread.start({ prompt: `${runId}?`, runId });
    await world.untilIdle();
    const states = () => ['a', 'b', 'c'].map((id) => world.store.findRun(id)?.stored.state);
    const send = async (runId: string, command: RunCommand) => {
      const receipt = await world.runtime.thread('t1').send(runId, command);
      await world.untilIdle();
      return receipt;
    };
    return { provider, world, thread, states, send };
  }

  it.each<[string, string, Scene]>([
    ['quotaExceeded', 'of a used-up quota', [quota]],
    ['unauthorized', 'of its key', [refused]],
    ['contextOverflow', 'of a conversation that is too long', [tooLong]],
    ['serverError', 'of an outage', [httpError(503)]],
    ['rateLimited', 'of a crowded minute', [httpError(429, 'Too many requests')]],
    ['overloaded', 'of an overload', [httpError(529)]],
    ['network', 'of its network', [{ type: 'throw', error: new TypeError('fetch failed') }]],
  ])('%s because %s is held', async (kind, _, scene) => {
    const { thread, states, provider } = await queued(scene);
    expect(states()).toEqual(['failed', 'queued', 'queued']);
    expect(thread.getSnapshot().held).toMatchObject({ runId: 'a', failure: { kind } });
    expect(provider.requests).toHaveLength(1);
  });

  it.each<[string, Scene]>([
    ['its request is invalid', [httpError(422, 'bad field')]],
    ['it was moderated', [httpError(400, 'content_policy_violation')]],
    ['its stream breaks', [{ type: 'text', text: 'So' }]],
    ['the reason is unknown', [{ type: 'throw', error: new Error('?') }]],
  ])('because %s goes on', async (_, scene) => {
    const { thread, states } = await queued(scene, answer('Yes.'));
    expect(states()).toEqual(['failed', 'completed', 'completed']);
    expect(thread.getSnapshot().held).toBeNull();
  });

  it('goes on after a cancel', async () => {
    const { states, send } = await queued([hang], answer('Yes.'));
    await send('a', cancel);
    expect(states()).toEqual(['cancelled', 'completed', 'completed']);
  });

  it('goes on with run.start to its first run, and is held again by the next such failure', async () => {
    const { thread, states, send } = await queued([quota], answer('Yes.'), [quota]);
    expect(await send('c', start)).toEqual({ accepted: false, reason: 'notApplicable' });
    expect(await send('a', start)).toEqual({ accepted: false, reason: 'settled' });
    expect(states()).toEqual(['failed', 'queued', 'queued']);
    await thread.start({ prompt: 'd?', runId: 'd' });
    expect(await send('b', start)).toEqual({ accepted: true });
    expect(states()).toEqual(['failed', 'completed', 'failed']);
    expect(thread.getSnapshot()).toMatchObject({
      held: { runId: 'c' },
      runs: [{}, {}, {}, { id: 'd', state: 'queued' }],
    });
  });

  it('takes a new prompt behind it', async () => {
    const { thread, world, provider } = await queued([quota]);
    const run = await thread.start({ prompt: 'd?', runId: 'd' });
    await world.untilIdle();
    expect(run.getSnapshot().value).toBe('queued');
    expect(provider.requests).toHaveLength(1);
  });

  it('is not held any more once its runs are cancelled', async () => {
    const { thread, send, world } = await queued([quota], answer('Yes.'));
    await send('b', cancel);
    expect(thread.getSnapshot().held).not.toBeNull();
    await send('c', cancel);
    expect(thread.getSnapshot().held).toBeNull();
    const run = await thread.start({ prompt: 'd?' });
    await world.untilIdle();
    expect(run.getSnapshot().value).toBe('completed');
  });

  it('stays held after a crash', async () => {
    const { world, states } = await queued([quota]);
    const provider = scripted(answer('Yes.'));
    await world.restart(provider);
    await world.pass(3_600_000);
    expect(states()).toEqual(['failed', 'queued', 'queued']);
    expect(world.runtime.thread('t1').getSnapshot().held).toMatchObject({ runId: 'a' });
    await (await world.runtime.run('b'))?.send(start);
    await world.untilIdle();
    expect(states()).toEqual(['failed', 'completed', 'completed']);
    expect(provider.requests).toHaveLength(2);
  });

  it.each([
    ['resumed', (world: World) => world.runtime.thread('t1').send('a', { type: 'run.resume' })],
    [
      'asked again',
      (world: World) => world.runtime.thread('t1').start({ prompt: 'a?', replaces: 'a' }),
    ],
  ])('goes on behind the run once that is %s and answered', async (_, again) => {
    const { thread, world, states, provider } = await queued([quota], answer('Yes.'));
    await again(world);
    await world.untilIdle();
    expect(states()).toEqual(['failed', 'completed', 'completed']);
    const conversation = ['a?', 'b?', 'c?'].flatMap((prompt) => [
      `user: ${prompt}`,
      'assistant: Yes.',
    ]);
    expect(asTexts(provider.requests.at(-1)?.messages ?? [])).toEqual(conversation.slice(0, 5));
    for (const view of [thread.getSnapshot(), world.runtime.thread('t1').getSnapshot()]) {
      expect(asTexts(view.messages)).toEqual(conversation);
      expect(view.runs.slice(1).map(({ id }) => id)).toEqual(['b', 'c']);
    }
  });

  it('keeps the run that the same batch has queued before it takes up the first one', async () => {
    const { thread, world } = await queued([quota], [hang]);
    await Promise.all([
      thread.start({ prompt: 'd?', runId: 'd' }),
      thread.send('a', { type: 'run.resume' }),
    ]);
    await world.untilIdle();
    expect(
      thread
        .getSnapshot()
        .runs.slice(1)
        .map(({ id }) => id),
    ).toEqual(['b', 'c', 'd']);
    expect(world.store.findPlace('d')).toBeDefined();
  });

  it('stays behind the new run in one batch with it, and is told in the same order', async () => {
    const { thread, world } = await queued([quota], [hang]);
    const sent = [
      thread.send('a', { type: 'run.resume' }),
      thread.start({ prompt: 'd?', runId: 'd' }),
      thread.send('b', cancel),
    ];
    await Promise.all(sent);
    await world.untilIdle();
    const ids = thread.getSnapshot().runs.map(({ id }) => id);
    expect(ids.slice(1)).toEqual(['b', 'c', 'd']);
    expect(world.store.findQueuedRuns('t1', 9).map(({ id }) => id)).toEqual(['c', 'd']);
    const places = ids.map((id) => world.store.findPlace(id) ?? 0);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });
});
