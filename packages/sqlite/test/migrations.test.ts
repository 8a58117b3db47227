/** Files of older versions, each written by the code of its version: they open, and every run in them continues. */
import { copyFileSync, readdirSync } from 'node:fs';
import { answer, type ScriptedProvider, scripted } from '@perdure/providers/scripted';
import type { Runtime } from '@perdure/runtime';
import { textOf } from '@perdure/thread';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkPages } from '../../testkit/src/simulation/check-pages.ts';
import { World } from '../../testkit/test/runtime/world.ts';
import { sqliteStore } from '../src/index.ts';
import { migrate } from '../src/open.ts';
import { migrations } from '../src/schema.ts';
import { temporaryFile } from './temporary-file.ts';

const folder = new URL('fixtures/', import.meta.url);
const origin = { provider: 'openai.responses', model: 'gpt' };
const versions = readdirSync(folder)
  .filter((name) => name.endsWith('.db'))
  .sort((a, b) => Number.parseInt(a.slice(1), 10) - Number.parseInt(b.slice(1), 10));

it('has a file of each version', () => {
  expect(versions).toEqual(migrations.map((_, index) => `v${index + 1}.db`));
});

it('a step that fails leaves the file unchanged, and undoes the steps before it', () => {
  const file = temporaryFile();
  copyFileSync(new URL('v1.db', folder), file);
  const db = new Database(file);
  const runs = db.prepare('SELECT * FROM runs').all();
  const steps = [
    ...migrations.slice(0, 1),
    'CREATE TABLE later (x TEXT) STRICT',
    'DELETE FROM nowhere',
  ];
  expect(() => migrate(db, steps)).toThrow(/nowhere/);
  expect(db.pragma('user_version', { simple: true })).toBe(1);
  expect(db.prepare(`SELECT name FROM sqlite_schema WHERE name = 'later'`).all()).toEqual([]);
  expect(db.prepare('SELECT * FROM runs').all()).toEqual(runs);
  db.close();
});

it.each(versions)('the file %s has its pages before its rows are moved, and after', (name) => {
  const file = temporaryFile(name);
  copyFileSync(new URL(name, folder), file);
  for (const isMoved of [false, true]) {
    const store = sqliteStore(file);
    while (isMoved && !store.tidy());
    const threads = store.threads(100);
    expect(threads.length).toBeGreaterThan(6);
    for (const { id } of threads) checkPages(store, id, store.events(id, 0, 500));
    store.close();
  }
});

describe.each(versions)('the file %s, opened three seconds after its process ended', (name) => {
  let file: string;
  let world: World;
  let runtime: Runtime;
  let provider: ScriptedProvider;

  beforeEach(async () => {
    file = temporaryFile(name);
    copyFileSync(new URL(name, folder), file);
    world = new World('memory', { store: sqliteStore(file) });
    provider = scripted([
      { type: 'startStep', origin, request: { model: 'm' } },
      ...answer('Yes.'),
    ]);
    await world.pass(3_000);
    runtime = await world.start(provider);
  });

  const state = async (runId: string) => (await runtime.run(runId))?.getSnapshot().value;
  const end = async (runId: string) => (await (await runtime.run(runId))?.done())?.status;

  it('has the newest version, and is undamaged', () => {
    const db = new Database(file, { readonly: true });
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.length);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    db.close();
  });

  it('has each run in its former state', async () => {
    for (const settled of ['completed', 'failed', 'cancelled'])
      expect(await state(settled)).toBe(settled);
    for (const waiting of ['retrying', 'parked', 'awaitingInput', 'queued'])
      expect(await state(waiting)).toBe(waiting);
    expect((await runtime.run('running'))?.getSnapshot()).toMatchObject({
      value: 'retrying',
      context: { retryCount: 0, lossCount: 1, suspicion: 1, failure: { code: 'attempt_lost' } },
    });
  });

  it('keeps the messages and the results of tools', async () => {
    const said = runtime.thread('completed').getSnapshot().messages.map(textOf);
    expect(said).toEqual(['Why completed?', 'Whole.']);
    await world.pass(2_000);
    const given = provider.requests.find(({ runId }) => runId === 'running')?.messages;
    expect(given?.at(-1)?.parts.map(({ type }) => type)).toEqual([
      'text',
      'toolCall',
      'toolResult',
    ]);
  });

  it('takes files, origins and notes from now on', async () => {
    const thread = runtime.thread('completed');
    const data = Uint8Array.from([0, 255]);
    const prompt = [{ type: 'file', data } as const, { type: 'text', text: 'And?' } as const];
    await (await thread.start({ prompt, runId: 'later' })).done();
    const [former, , asked, answered] = thread.getSnapshot().messages;
    expect(former).not.toHaveProperty('origin');
    expect(former).not.toHaveProperty('cut');
    const [file] = asked?.parts ?? [];
    const hash = file?.type === 'file' ? file.hash : '';
    expect((await thread.file(hash))?.bytes).toStrictEqual(data);
    expect(answered?.origin).toEqual(origin);
    expect(world.store.findAttemptNotes('completed')).toBeUndefined();
    expect(world.store.findAttemptNotes('later')?.request).toHaveProperty('model');
  });

  it('keeps every deadline, and completes every run', async () => {
    await world.pass(999);
    expect(await state('retrying')).toBe('retrying');
    await world.pass(1);
    expect(await end('retrying')).toBe('completed');
    await (await runtime.run('awaitingInput'))?.send({ type: 'run.answer', answer: 'no' });
    expect(await end('awaitingInput')).toBe('completed');
    await world.pass(1_000);
    expect([await end('running'), await end('queued')]).toEqual(['completed', 'completed']);
    await world.pass(3_600_000 - 3_001);
    expect(await state('parked')).toBe('parked');
    await world.pass(1);
    expect(await end('parked')).toBe('completed');
  });
});
