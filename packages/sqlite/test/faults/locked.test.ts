/**
 * Another program that holds the file's write lock: the store waits a moment and then reports it; runs outlast it (G9).
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { ledProvider } from '@perdure/testkit/provider';
import { describe, expect, it, onTestFinished } from 'vitest';
import { World } from '../../../testkit/test/runtime/world.ts';
import { sqliteStore } from '../../src/index.ts';
import { temporaryFile } from '../temporary-file.ts';
import { rows } from './files.ts';

/** Starts a program that takes the lock, and gives it up at a message, or after `ms` milliseconds. */
async function lock(file: string, ms?: number): Promise<ChildProcess> {
  const program = new URL('lock-process.ts', import.meta.url);
  const holder = fork(program, [file, ...(ms === undefined ? [] : [`${ms}`])]);
  onTestFinished(() => void holder.kill('SIGKILL'));
  await once(holder, 'message');
  return holder;
}

async function release(holder: ChildProcess): Promise<void> {
  const exit = once(holder, 'exit');
  holder.send('release');
  await exit;
}

const unavailable = Object.assign(new Error('HTTP 503'), { statusCode: 503 });

const locked = expect.objectContaining({ name: 'StoreWriteError', reason: 'locked' });

/** The host's pause between two tries while the lock lasts. */
const pauseMs = 250;

describe('a lock of another program', () => {
  it('keeps a store from being opened, after a wait', async () => {
    const file = temporaryFile();
    sqliteStore(file).close();
    const holder = await lock(file);
    expect(() => sqliteStore(file)).toThrow(
      expect.objectContaining({ name: 'UnusableFileError', reason: 'locked' }),
    );
    await release(holder);
    sqliteStore(file).close();
  });

  it('that ends soon does not keep a store from being opened', async () => {
    const file = temporaryFile();
    sqliteStore(file).close();
    await lock(file, 300);
    sqliteStore(file).close();
  });

  it('is reported to the sender of a command, and the run is unchanged', async () => {
    const file = temporaryFile();
    const world = new World('sqlite', { store: sqliteStore(file) });
    const thread = (await world.start(ledProvider().provider)).thread('t1');
    const run = await thread.start({ prompt: 'Why?' });
    const holder = await lock(file);
    await expect(run.send({ type: 'run.cancel' })).rejects.toEqual(locked);
    const started = expect(thread.start({ prompt: 'And?' })).rejects.toEqual(locked);
    await world.pass(pauseMs);
    await started;
    expect(run.getSnapshot().value).toBe('running');
    expect(rows(file, 'SELECT state FROM runs')).toEqual([{ state: 'running' }]);

    await release(holder);
    const sent = run.send({ type: 'run.cancel' });
    await world.pass(pauseMs);
    expect(await sent).toEqual({ accepted: true });
    expect(rows(file, 'SELECT state FROM runs')).toEqual([{ state: 'cancelled' }]);
  });

  it('is waited for once per batch, with any number of plans in it', async () => {
    const file = temporaryFile();
    const store = sqliteStore(file);
    let commits = 0;
    const commit: typeof store.commit = (writes) => {
      commits++;
      return store.commit(writes);
    };
    const world = new World('sqlite', { store: { ...store, commit } });
    const runtime = await world.start(ledProvider().provider);
    await lock(file);
    const starts = ['t1', 't2', 't3'].map((id) => runtime.thread(id).start({ prompt: 'Why?' }));
    expect(await Promise.allSettled(starts)).toEqual(
      starts.map(() => ({ status: 'rejected', reason: locked })),
    );
    expect(commits).toBe(1);

    // Plans that come while the lock lasts share the next try, a moment later.
    const more = ['t4', 't5'].map((id) => runtime.thread(id).start({ prompt: 'Why?' }));
    await world.untilIdle();
    expect(commits).toBe(1);
    const refused = Promise.allSettled(more);
    await world.pass(pauseMs);
    expect(await refused).toEqual(more.map(() => ({ status: 'rejected', reason: locked })));
    expect(commits).toBe(2);
  });

  it('does not lose an answer that arrives meanwhile', async () => {
    const file = temporaryFile();
    const { provider, send: tell } = ledProvider();
    const world = new World('sqlite', { store: sqliteStore(file) });
    const run = await (await world.start(provider)).thread('t1').start({ prompt: 'Why?' });
    const holder = await lock(file);
    tell({ type: 'text', text: 'Yes.' }, { type: 'finish', reason: 'stop' });
    await world.untilIdle();
    expect(world.errors).toEqual([locked]);
    expect(run.getSnapshot().value).toBe('running');

    await release(holder);
    await world.pass(1_000);
    await world.pass(pauseMs);
    expect(await run.done()).toMatchObject({ status: 'completed' });
    expect(rows(file, `SELECT status FROM messages WHERE role = 'assistant'`)).toEqual([
      { status: 'completed' },
    ]);
  });

  it('that ends before a retry is recorded does not end the run', async () => {
    const file = temporaryFile();
    let fail = () => {};
    const failing = new Promise<void>((resolve) => (fail = resolve));
    const world = new World('sqlite', { store: sqliteStore(file) });
    const runtime = await world.start(async function* ({ retryCount }) {
      yield { type: 'text', text: 'Yes.' };
      if (retryCount === 0) await failing.then(() => Promise.reject(unavailable));
      yield { type: 'finish', reason: 'stop' };
    });
    const run = await runtime.thread('t1').start({ prompt: 'Why?' });
    await world.untilIdle();
    const holder = await lock(file);
    fail();
    await world.untilIdle();
    expect(world.errors).toEqual([locked]);

    await release(holder);
    await world.pass(1_000);
    await world.pass(pauseMs);
    expect(run.getSnapshot()).toMatchObject({ value: 'retrying', context: { retryCount: 1 } });
    await world.pass(2_000);
    expect(await run.done()).toMatchObject({ status: 'completed', retryCount: 1 });
  });
});
