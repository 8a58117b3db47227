/** One damaged text: a typed error names it, and it is in the way of its own row alone. */
import { createRuntime, type Provider, type Runtime, type RuntimeOptions } from '@perdure/runtime';
import { StoreWriteError, wrapStore } from '@perdure/runtime/store';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { sqliteStore } from '../../src/index.ts';
import { temporaryFile } from '../temporary-file.ts';

const damagedRow = (table: string, column: string, row: unknown = expect.any(String)) =>
  expect.objectContaining({ name: 'DamagedRowError', table, column, row });

/** Runs `w…` fail and wait, all others are under way until they are stopped. */
const held: Provider = async function* ({ runId, signal }) {
  if (runId.startsWith('w')) throw Object.assign(new Error('busy'), { statusCode: 503 });
  yield { type: 'text', text: 'Half of an ' };
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  yield { type: 'finish', reason: 'stop' };
};

const answering: Provider = async function* () {
  yield { type: 'text', text: 'Yes.' };
  yield { type: 'finish', reason: 'stop' };
};

/** A file with runs under way, runs that wait, and queued ones, changed by a statement of SQL. */
async function damagedFile(sql: string): Promise<string> {
  const file = temporaryFile();
  const store = sqliteStore(file);
  let hasCrashed = false;
  const mortal = wrapStore(store, {
    commit(writes) {
      if (hasCrashed) throw new StoreWriteError('full', undefined);
      return store.commit(writes);
    },
  });
  const runtime = await createRuntime({ store: mortal, provider: held, policy: { baseMs: 300 } });
  for (const id of ['r0', 'r1', 'w0', 'w1'])
    await runtime.thread(id).start({ prompt: 'Is it?', runId: id });
  for (const id of ['q0', 'q1']) await runtime.thread('r1').start({ prompt: 'And?', runId: id });
  await vi.waitFor(() => expect(store.nextDeadline()).toBeGreaterThan(0));
  // As after a crash: the orderly ends of the attempts are not recorded.
  hasCrashed = true;
  await runtime.close();
  const db = new Database(file);
  const { changes } = db.prepare(sql).run();
  expect(changes).toBeGreaterThan(0);
  db.close();
  return file;
}

async function reopened(file: string, more: Partial<RuntimeOptions> = {}) {
  const errors: unknown[] = [];
  const runtime = await createRuntime({
    store: sqliteStore(file),
    provider: answering,
    policy: { baseMs: 10 },
    onError: (error) => errors.push(error),
    ...more,
  });
  onTestFinished(() => runtime.close());
  return { runtime, errors };
}

const completes = (runtime: Runtime, runId: string) =>
  vi.waitFor(
    async () => expect((await runtime.run(runId))?.getSnapshot().value).toBe('completed'),
    5_000,
  );

describe('a damaged text stands in the way of its own row alone:', () => {
  it.each([
    ['the context of a run under way', `UPDATE runs SET context = '{' WHERE id = 'r0'`],
    ['a context that is JSON and no object', `UPDATE runs SET context = '[]' WHERE id = 'r0'`],
    ['the context of a run that waits', `UPDATE runs SET context = '' WHERE id = 'w0'`],
    ['a prompt', `UPDATE messages SET parts = '[' WHERE run_id = 'r0' AND role = 'user'`],
    ['a prompt that holds no parts', `UPDATE messages SET parts = '[7]' WHERE run_id = 'r0'`],
    ['an event', `UPDATE events SET data = '{' WHERE thread_id = 'r0' AND seq = 2`],
    ['every failure', `UPDATE attempts SET failure = '{' WHERE failure IS NOT NULL`],
    ['usage and digest', `UPDATE attempts SET usage = '{', request = 'x'`],
    ['the context of a queued run', `UPDATE runs SET context = '{' WHERE id = 'q0'`],
  ])('%s', async (_what, sql) => {
    const { runtime } = await reopened(await damagedFile(sql));
    for (const id of ['r1', 'w1', 'q1']) await completes(runtime, id);
    expect(await runtime.threads()).toHaveLength(4);
    expect((await runtime.events('r1', 0)).at(-1)).toMatchObject({
      type: 'run.completed',
      runId: 'q1',
    });
  });

  it('of a run under way, it is told, and the run is named to everyone who asks for it', async () => {
    const sql = `UPDATE runs SET context = '{' WHERE id = 'r0'`;
    const { runtime, errors } = await reopened(await damagedFile(sql));
    expect(errors).toEqual([damagedRow('runs', 'context', 'r0')]);
    await expect(runtime.run('r0')).rejects.toThrow(damagedRow('runs', 'context', 'r0'));
  });

  it('an event is named to a reader of its thread, because a log has no gap (G8)', async () => {
    const sql = `UPDATE events SET data = 'null' WHERE thread_id = 'r0' AND seq = 2`;
    const file = await damagedFile(sql);
    const { runtime } = await reopened(file);
    await expect(runtime.events('r0', 0)).rejects.toThrow(damagedRow('events', 'data', 'r0/2'));
    await expect(runtime.events('r0', 0)).rejects.toThrow(file);
    expect(await runtime.events('r0', 2)).not.toEqual([]);
  });

  it('a damaged usage is told, and its run goes on', async () => {
    const sql = `UPDATE attempts SET usage = '{' WHERE run_id = 'r0'`;
    const { runtime, errors } = await reopened(await damagedFile(sql));
    await completes(runtime, 'r0');
    expect(errors).toContainEqual(damagedRow('attempts', 'usage', 'r0/1'));
  });

  it('of a queued run, the next one is found in its place', async () => {
    const store = sqliteStore(await damagedFile(`UPDATE runs SET context = '{' WHERE id = 'q0'`));
    onTestFinished(() => store.close());
    expect(store.findQueuedRuns('r1', 1)).toMatchObject([{ id: 'q1' }]);
  });

  it('a damaged specimen is left out, and new ones are kept', async () => {
    const file = await damagedFile(`UPDATE runs SET updated_at = 0`);
    const odd: Provider = async function* () {
      yield { type: 'text', text: '…' };
      throw new Error('The flux is out of phase');
    };
    const first = await reopened(file, { provider: odd });
    await vi.waitFor(async () =>
      expect((await first.runtime.run('r0'))?.getSnapshot().value).toBe('failed'),
    );
    await first.runtime.close();
    const db = new Database(file);
    db.exec(`UPDATE attempts SET failure = '{' WHERE specimen IS NOT NULL`);
    db.close();
    const store = sqliteStore(file);
    const runtime = await createRuntime({ store, provider: odd });
    onTestFinished(() => runtime.close());
    expect(store.specimens()).toEqual([]);
    const run = await runtime.thread('t').start({ prompt: 'Is it?' });
    expect(await run.done()).toMatchObject({ status: 'failed' });
    expect(store.specimens()).toHaveLength(1);
  });
});
