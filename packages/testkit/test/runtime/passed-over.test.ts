/** A queued run that can't start, or can't be read, keeps neither the run before it nor those behind it (G3, G9). */
import type { Chunk } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { type LocalStore, wrapStore } from '@perdure/runtime/store';
import { ledProvider } from '@perdure/testkit/provider';
import { StoreWriteError } from '@perdure/thread';
import { describe, expect, it } from 'vitest';
import { stores, World } from './world.ts';

const yes: Chunk[] = [
  { type: 'text', text: 'Yes.' },
  { type: 'finish', reason: 'stop' },
];

const four = ['a', 'b', 'c', 'd'];

/** A thread with a run under way, the first one, and queued ones. */
async function queued(world: World, ids = four) {
  const led = ledProvider();
  const thread = (await world.start(led.provider)).thread('t1');
  for (const runId of ids) await thread.start({ prompt: 'Why?', runId });
  await world.untilIdle();
  const answer = async () => {
    led.send(...yes);
    await world.untilIdle();
  };
  const states = () => ids.map((id) => world.store.findRun(id)?.stored.state);
  /** Ends the process, and has the next one try the run that was under way again. */
  const restart = async () => {
    await world.restart(led.provider);
    await world.pass(60_000);
  };
  return { answer, states, restart };
}

describe.each(stores)('on the %s store, queued runs that a newer version wrote', (name) => {
  // More than one read of the queue brings.
  it.each([2, 20])(
    'stay queued and are told, and the run behind them starts: %i',
    async (count) => {
      const newer = Array.from({ length: count }, (_, index) => `newer-${index}`);
      const world = new World(name);
      const { answer, states, restart } = await queued(world, ['a', ...newer, 'd']);
      for (const id of newer) {
        const run = world.store.findRun(id);
        if (run === undefined) throw new Error('The run is missing.');
        const policy = { ...run.stored.context.policy, jitter: 'of a newer version' as never };
        const stored = { ...run.stored, context: { ...run.stored.context, policy } };
        await world.store.commit([{ type: 'updateRun', run: { ...run, stored }, at: 0 }]);
      }
      await restart();
      await answer();
      const queuedStill = newer.map(() => 'queued');
      expect(states()).toEqual(['completed', ...queuedStill, 'running']);
      const refused = expect.objectContaining({ name: 'InvalidPolicyError' });
      expect(world.errors).toEqual(newer.map(() => refused));
      await answer();
      expect(states()).toEqual(['completed', ...queuedStill, 'completed']);
    },
  );
});

describe('a queue that cannot be read', () => {
  /** A store that refuses a commit, after which it is read again, and whose queue is not readable while `error` is set. */
  function store(broken: { error?: Error | undefined; refuses?: boolean }): LocalStore {
    const inner = memoryStore();
    return wrapStore(inner, {
      commit(writes) {
        if (!broken.refuses) return inner.commit(writes);
        broken.refuses = false;
        throw new StoreWriteError('io', new Error('disk I/O error'));
      },
      findQueuedRuns(...args) {
        if (broken.error !== undefined) throw broken.error;
        return inner.findQueuedRuns(...args);
      },
    });
  }

  it('because of a damaged row is told, and the run before it ends', async () => {
    const broken: { error?: Error; refuses?: boolean } = {};
    const world = new World('memory', { store: store(broken) });
    const { answer, states } = await queued(world);
    broken.error = Object.assign(new Error('runs.context'), { name: 'DamagedRowError' });
    broken.refuses = true;
    await answer();
    await world.pass(1_000);
    expect(states()).toEqual(['completed', 'queued', 'queued', 'queued']);
    expect(world.errors.at(-1)).toBe(broken.error);
  });

  it('for a moment is read again: its first run starts', async () => {
    const broken: { error?: Error | undefined; refuses?: boolean } = {};
    const world = new World('memory', { store: store(broken) });
    const { answer, states } = await queued(world);
    broken.error = new Error('disk I/O error (read)');
    broken.refuses = true;
    await answer();
    await world.pass(1_000);
    expect(states()).toEqual(['running', 'queued', 'queued', 'queued']);
    broken.error = undefined;
    await world.pass(1_000);
    expect(states()).toEqual(['completed', 'running', 'queued', 'queued']);
  });
});
