/** Tests of a cancel at each moment of a run: nothing follows it (G4), and the run ends once (G5). */
import { answer, hang, httpError, say, scripted } from '@perdure/providers/scripted';
import { isDelta } from '@perdure/thread';
import { describe, expect, it } from 'vitest';
import { asTexts, stores, World } from './world.ts';

const cancel = { type: 'run.cancel' } as const;

describe.each(stores)('on the %s store, a run that is cancelled', (name) => {
  it('in the back-off, never calls the provider again', async () => {
    const provider = scripted([httpError(503)], answer('Too late.'));
    const world = new World(name);
    const run = await (await world.start(provider)).thread('t1').start({ prompt: 'Why?' });
    await world.untilIdle();
    expect(await run.send(cancel)).toEqual({ accepted: true });
    await world.pass(100_000);
    expect(provider.requests).toHaveLength(1);
    expect(world.types().at(-1)).toBe('run.cancelled');
    expect(world.store.nextDeadline()).toBeUndefined();
  });

  it('in mid-stream, stops the provider, keeps what was said, marked as cut, and sends readers nothing more', async () => {
    const provider = scripted([...say('One two'), hang]);
    const world = new World(name);
    const thread = (await world.start(provider)).thread('t1');
    const seen: string[] = [];
    thread.events$.subscribe((item) => seen.push(isDelta(item) ? 'delta' : item.type));
    const run = await thread.start({ prompt: 'Count' });
    await world.untilIdle();
    await run.send(cancel);
    await world.untilIdle();
    expect(provider.requests[0]?.signal.aborted).toBe(true);
    expect(seen.slice(-4)).toEqual(['delta', 'delta', 'message.completed', 'run.cancelled']);
    expect(thread.getSnapshot().messages.at(-1)).toMatchObject({
      status: 'completed',
      cut: 'stopped',
    });
  });

  it('in mid-stream, drops what a provider that ignores its signal yields after it', async () => {
    const cancelled = Promise.withResolvers<void>();
    const world = new World(name);
    const runtime = await world.start(async function* () {
      yield { type: 'text', text: 'One ' };
      await cancelled.promise;
      yield { type: 'text', text: 'two' };
    });
    const thread = runtime.thread('t1');
    const seen: string[] = [];
    thread.events$.subscribe((item) => seen.push(isDelta(item) ? 'delta' : item.type));
    const run = await thread.start({ prompt: 'Count' });
    await world.untilIdle();
    await run.send(cancel);
    cancelled.resolve();
    await world.untilIdle();
    expect(seen.slice(-3)).toEqual(['delta', 'message.completed', 'run.cancelled']);
  });

  it.each(['cancel first', 'timer first'])(
    'in the event-loop turn in which its wait ends (%s)',
    async (order) => {
      const provider = scripted([httpError(503)], answer('Too late.'));
      const world = new World(name);
      const run = await (await world.start(provider)).thread('t1').start({ prompt: 'Why?' });
      await world.untilIdle();
      // Both events are posted before the next batch runs.
      if (order === 'cancel first') {
        const sent = run.send(cancel);
        await world.pass(2_000);
        await sent;
      } else {
        const passed = world.pass(2_000);
        await run.send(cancel);
        await passed;
      }
      await world.pass(100_000);
      expect(provider.requests).toHaveLength(1);
      expect(world.types().at(-1)).toBe('run.cancelled');
    },
  );

  it('after the provider has answered and before that is recorded, has one end', async () => {
    const world = new World(name);
    const run = await (await world.start(scripted(answer('Yes.'))))
      .thread('t1')
      .start({ prompt: 'Why?' });
    await run.send(cancel);
    await world.untilIdle();
    const ends = world.types().filter((type) => /^run\.(completed|cancelled)$/.test(type));
    expect(ends).toHaveLength(1);
    expect(world.types().at(-1)).toBe(ends[0]);
  });

  it('late, does not touch the next run of its thread', async () => {
    const provider = scripted(answer('One.'), [httpError(503)], answer('Two.'));
    const world = new World(name);
    const thread = (await world.start(provider)).thread('t1');
    const first = await thread.start({ prompt: '1' });
    await first.done();
    const second = await thread.start({ prompt: '2' });
    await world.untilIdle();
    expect(await first.send(cancel)).toEqual({ accepted: false, reason: 'settled' });
    expect(second.getSnapshot().value).toBe('retrying');
    await world.pass(2_000);
    expect(await second.done()).toMatchObject({ status: 'completed' });
  });

  it('through another thread, goes on', async () => {
    const world = new World(name);
    const runtime = await world.start(scripted([hang]));
    const run = await runtime.thread('t1').start({ prompt: '1' });
    await expect(runtime.thread('t2').send(run.id, cancel)).rejects.toMatchObject({
      name: 'UnknownRunError',
    });
    expect(run.getSnapshot().value).toBe('running');
  });

  it('while it is queued, never starts, and the run behind it does', async () => {
    const provider = scripted([hang], answer('Third.'));
    const world = new World(name);
    const thread = (await world.start(provider)).thread('t1');
    const [first, second, third] = await Promise.all([
      thread.start({ prompt: '1' }),
      thread.start({ prompt: '2' }),
      thread.start({ prompt: '3' }),
    ]);
    expect([first, second, third].map((run) => run.getSnapshot().value)).toEqual([
      'running',
      'queued',
      'queued',
    ]);
    await Promise.all([second.send(cancel), first.send(cancel)]);
    expect(await third.done()).toMatchObject({ status: 'completed' });
    expect(provider.requests.map(({ runId }) => runId)).toEqual([first.id, third.id]);
    expect(asTexts(provider.requests[1]?.messages ?? [])).toEqual([
      'user: 1',
      'user: 2',
      'user: 3',
    ]);
  });
});
