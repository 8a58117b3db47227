/** What is acknowledged is recorded, and what is refused is not: starts and commands beside the end of a runtime. */
import { answer, hang, scripted } from '@perdure/providers/scripted';
import type { Provider, Runtime } from '@perdure/runtime';
import type { ThreadEvent } from '@perdure/thread';
import { describe, expect, it } from 'vitest';
import { stores, World, type WorldOptions } from './world.ts';

const closed = expect.objectContaining({ name: 'RuntimeClosedError' });
const file = { type: 'file' as const, data: new TextEncoder().encode('a log') };

/** `recorded` or the name of the error with which a promise was rejected. */
const told = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'recorded',
    ({ name }: Error) => name,
  );

describe.each(stores)('on the %s store', (name) => {
  const open = async (provider: Provider = scripted([hang]), options?: WorldOptions) => {
    const world = new World(name, options);
    return { world, runtime: await world.start(provider) };
  };

  /** What the next process finds. */
  const found = async (world: World) => {
    await world.untilIdle();
    await world.restart(scripted([hang]));
    return world.types().filter((type) => type === 'run.queued').length;
  };

  it('a start that close() has recorded is acknowledged, with a handle that stays readable', async () => {
    const { world, runtime } = await open();
    const starting = runtime.thread('t1').start({ prompt: 'Charge the card.', runId: 'r1' });
    await runtime.close();
    const run = await starting;
    expect(run.getSnapshot().status).toBe('active');
    expect(await told(run.done())).toBe('RuntimeClosedError');
    expect(await found(world)).toBe(1);
  });

  it('a start after close() is refused and not recorded, also with a file of the store', async () => {
    const { world, runtime } = await open();
    const thread = runtime.thread('t1');
    const part = await thread.upload(file);
    await runtime.close();
    await expect(thread.start({ prompt: 'Why?' })).rejects.toEqual(closed);
    await expect(thread.start({ prompt: [part] })).rejects.toEqual(closed);
    await expect(thread.start({ prompt: [file] })).rejects.toEqual(closed);
    await expect(thread.upload(file)).rejects.toEqual(closed);
    expect(await found(world)).toBe(0);
  });

  it('a start whose file is being stored at close() is refused and not recorded', async () => {
    for (const turns of [0, 1, 2, 5]) {
      const { world, runtime } = await open();
      const starting = runtime.thread('t1').start({ prompt: [file, file], runId: 'r1' });
      for (let turn = 0; turn < turns; turn++)
        await new Promise((resolve) => setImmediate(resolve));
      await runtime.close();
      const said = await told(starting);
      const isRecorded = (await found(world)) === 1;
      expect(said).toBe(isRecorded ? 'recorded' : 'RuntimeClosedError');
    }
  });

  it.each(['onEvent', 'a subscriber', 'the trace', 'the provider', 'an observer of the view'])(
    'a start is acknowledged that %s has closed the runtime upon',
    async (where) => {
      let runtime: Runtime | undefined;
      let isArmed = false;
      const close = (place: string) => {
        if (place === where && isArmed) void runtime?.close();
      };
      const provider: Provider = async function* () {
        close('the provider');
        yield { type: 'finish', reason: 'stop' };
      };
      const { world, runtime: opened } = await open(provider, {
        onEvent: () => close('onEvent'),
        trace: () => close('the trace'),
      });
      runtime = opened;
      const thread = runtime.thread('t1');
      thread.events$.subscribe(() => close('a subscriber'));
      thread.subscribe(() => close('an observer of the view'));
      isArmed = true;
      const both = [
        thread.start({ prompt: 'One', runId: 'r1' }),
        thread.start({ prompt: 'Two', runId: 'r2' }),
      ];
      expect(await Promise.all(both.map(told))).toEqual(['recorded', 'recorded']);
      for (const run of await Promise.all(both)) expect(run.getSnapshot().status).toBe('active');
      expect(await found(world)).toBe(2);
    },
  );

  it('a command that close() has recorded is acknowledged, and the handle shows its end', async () => {
    const { world, runtime } = await open();
    const run = await runtime.thread('t1').start({ prompt: 'Why?' });
    const sent = run.send({ type: 'run.cancel' });
    await runtime.close();
    expect(await sent).toEqual({ accepted: true });
    expect(run.getSnapshot()).toMatchObject({ value: 'cancelled', status: 'done' });
    expect(await run.done()).toMatchObject({ status: 'cancelled' });
    await expect(run.send({ type: 'run.cancel' })).rejects.toEqual(closed);
    await world.restart(scripted([hang]));
    expect(world.types().at(-1)).toBe('run.cancelled');
  });

  it('the runs of a start that is repeated after its acknowledgement are one', async () => {
    const provider = scripted(answer('Yes.'), answer('Yes.'));
    const { world, runtime } = await open(provider);
    const start = (on: Runtime) => on.thread('t1').start({ prompt: 'Why?', runId: 'r1' });
    const first = start(runtime);
    await runtime.close();
    await first;
    const again = await world.restart(provider);
    const run = await start(again);
    await world.pass(120_000);
    expect(await run.done()).toMatchObject({ status: 'completed' });
    const events = world.log() as ThreadEvent[];
    expect(events.filter(({ type }) => type === 'run.completed')).toHaveLength(1);
  });
});
