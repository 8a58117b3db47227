/** Tests of a store that cannot write: nothing changes, and the run gives the reason or continues (G9). */
import {
  answer,
  cut,
  hang,
  httpError,
  type Scene,
  say,
  scripted,
} from '@perdure/providers/scripted';
import { createRuntime } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { type LocalStore, type Write, wrapStore } from '@perdure/runtime/store';
import { sqliteStore } from '@perdure/sqlite';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { temporaryFile, World } from './world.ts';

/** A store that refuses the transactions for which `refuses` is true. */
function failing(refuses: (writes: readonly Write[]) => boolean): LocalStore {
  const store = memoryStore();
  return wrapStore(store, {
    commit(writes) {
      if (refuses(writes)) throw new Error('database or disk is full');
      return store.commit(writes);
    },
  });
}

/** Starts the run `r1` in a runtime that closes then, so that nobody holds a handle on it. */
async function startBefore(store: LocalStore, scene: Scene): Promise<void> {
  const before = await createRuntime({
    store: wrapStore(store, { close() {} }),
    provider: scripted(scene),
    policy: { baseMs: 60_000 },
  });
  await before.thread('t1').start({ prompt: 'Why?', runId: 'r1' });
  await before.close();
}

describe('a retry that cannot be prepared', () => {
  it('ends in failed with that cause, when the database refuses to discard', async () => {
    const file = temporaryFile();
    const store = sqliteStore(file);
    const saboteur = new Database(file);
    saboteur.exec(`
      CREATE TRIGGER no_discard BEFORE UPDATE ON messages WHEN NEW.status = 'discarded'
      BEGIN SELECT RAISE(ABORT, 'the discarding was sabotaged'); END`);
    saboteur.close();

    const world = new World('memory', { store });
    const provider = scripted([...say('Half'), cut], answer('Never.'));
    const thread = (await world.start(provider)).thread('t1');
    const run = await thread.start({ prompt: 'Why?' });
    const { status, failure } = await run.done();
    expect(status).toBe('failed');
    expect(failure).toMatchObject({ code: 'retry_not_recorded', retryable: false });
    expect(failure?.message).toContain('the discarding was sabotaged');

    await world.pass(100_000);
    expect(provider.requests).toHaveLength(1);
    const types = store.events('t1', 0, 100).map(({ type }) => type);
    expect(types).not.toContain('run.retrying');
    expect(types.slice(-2)).toEqual(['message.failed', 'run.failed']);
    expect(thread.getSnapshot().messages.map(({ status }) => status)).toEqual([
      'completed',
      'failed',
    ]);
  });
});

describe('while the store is full', () => {
  it('a handle shows what is recorded, and not what a batch would have changed that was refused', async () => {
    let refusals = 0;
    const store = failing(() => refusals-- > 0);
    await startBefore(store, [hang]);
    const world = new World('memory', { store });
    const thread = (await world.start(scripted([hang]))).thread('t1');
    // The batch of both, and then the cancel alone.
    refusals = 2;
    const cancelled = thread.send('r1', { type: 'run.cancel' });
    const again = thread.start({ prompt: 'Why?', runId: 'r1' });
    await expect(cancelled).rejects.toMatchObject({ name: 'StoreWriteError' });
    const run = await again;
    expect(run.getSnapshot().value).toBe(store.findRun('r1')?.stored.state);
    let isOver = false;
    run.done().then(
      () => (isOver = true),
      () => {},
    );
    await world.untilIdle();
    expect(isOver).toBe(false);
  });

  it('a handle on a run that waits shows its wait, and not the attempt that a refused batch would have begun', async () => {
    let refusals = 0;
    const store = failing(() => refusals-- > 0);
    await startBefore(store, [httpError(503)]);
    expect(store.findRun('r1')?.stored.state).toBe('retrying');
    const world = new World('memory', { store });
    const thread = (await world.start(scripted([hang]))).thread('t1');
    // The batch of both, and then the command alone.
    refusals = 2;
    const hurried = thread.send('r1', { type: 'run.retryNow' });
    const again = thread.start({ prompt: 'Why?', runId: 'r1' });
    await expect(hurried).rejects.toMatchObject({ name: 'StoreWriteError' });
    expect((await again).getSnapshot().value).toBe('retrying');
  });

  it('a start is refused with a typed error, and nothing is written', async () => {
    let isFull = true;
    const store = failing(() => isFull);
    const world = new World('memory', { store });
    const thread = (await world.start(scripted(answer('Yes.')))).thread('t1');
    await expect(thread.start({ prompt: 'Why?' })).rejects.toMatchObject({
      name: 'StoreWriteError',
    });
    expect(store.events('t1', 0, 10)).toEqual([]);
    isFull = false;
    expect(await (await thread.start({ prompt: 'Why?' })).done()).toMatchObject({
      status: 'completed',
    });
  });

  it('a command is refused with a typed error, and the run keeps its state', async () => {
    let isFull = false;
    const store = failing(() => isFull);
    const world = new World('memory', { store });
    const thread = (await world.start(scripted([...say('Yes'), hang]))).thread('t1');
    const run = await thread.start({ prompt: 'Why?' });
    await world.untilIdle();
    isFull = true;
    await expect(run.send({ type: 'run.cancel' })).rejects.toMatchObject({
      name: 'StoreWriteError',
    });
    expect(run.getSnapshot().value).toBe('running');
    isFull = false;
    await run.send({ type: 'run.cancel' });
    expect(run.getSnapshot().value).toBe('cancelled');
  });

  it('the end of an attempt is held, and recorded when there is room again', async () => {
    let isFull = false;
    const store = failing(() => isFull);
    const world = new World('memory', { store });
    const thread = (
      await world.start(async function* () {
        yield { type: 'text', text: 'Yes.' };
        isFull = true;
        yield { type: 'finish', reason: 'stop' };
      })
    ).thread('t1');
    const run = await thread.start({ prompt: 'Why?' });
    await world.untilIdle();
    expect(run.getSnapshot().value).toBe('running');
    expect(world.errors).toEqual([expect.objectContaining({ name: 'StoreWriteError' })]);
    isFull = false;
    await world.pass(1_000);
    expect(await run.done()).toMatchObject({ status: 'completed' });
  });

  it('a run that cannot be written does not keep another one of its batch from being written', async () => {
    const store = failing((writes) =>
      writes.some((w) => w.type === 'createRun' && w.run.id === 'bad'),
    );
    const world = new World('memory', { store });
    const runtime = await world.start(scripted([httpError(503)]));
    const [bad, good] = await Promise.allSettled([
      runtime.thread('t1').start({ prompt: '1', runId: 'bad' }),
      runtime.thread('t2').start({ prompt: '2', runId: 'good' }),
    ]);
    expect([bad.status, good.status]).toEqual(['rejected', 'fulfilled']);
    expect(await runtime.run('bad')).toBeUndefined();
    expect(await runtime.run('good')).toBeDefined();
  });
});
