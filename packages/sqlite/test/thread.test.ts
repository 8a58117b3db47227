/** A store that a thread of its own writes: what is read, what fails, and whose the file is. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { createCore } from '@perdure/core';
import { answer, scripted } from '@perdure/providers/scripted';
import { createRuntime } from '@perdure/runtime';
import type { Write } from '@perdure/runtime/store';
import { expect, it, onTestFinished } from 'vitest';
import { sqliteStore } from '../src/index.ts';
import { temporaryFile } from './temporary-file.ts';

const { stored } = createCore().begin({});

const created = (id: string): Write[] => [
  { type: 'createRun', run: { id, threadId: id, stored }, at: 1 },
  { type: 'appendEvent', threadId: id, runId: id, fact: { type: 'run.started' }, at: 1 },
];

function threaded(file = temporaryFile()) {
  const store = sqliteStore(file, { thread: true });
  onTestFinished(() => store.close());
  return { file, store };
}

it('has the runs of a runtime, which reads what is written and nothing else', async () => {
  const { file, store } = threaded();
  const provider = scripted(answer('Yes.'));
  const runtime = await createRuntime({ store, provider });
  const ids = Array.from({ length: 100 }, (_, index) => `t${index}`);
  const runs = await Promise.all(
    ids.map((id) => runtime.thread(id).start({ prompt: '?', runId: id })),
  );
  const ends = await Promise.all(runs.map((run) => run.done()));
  expect(ends.every(({ status }) => status === 'completed')).toBe(true);
  const views = ids.map((id) => runtime.thread(id).getSnapshot().messages.length);
  expect(new Set(views)).toEqual(new Set([2]));
  await runtime.close();
  const again = sqliteStore(file);
  onTestFinished(() => again.close());
  for (const id of ids) expect(again.findRun(id)?.stored.state).toBe('completed');
});

it('numbers events, also of commits that are written together', async () => {
  const { store } = threaded();
  const commits = ['a', 'b', 'c'].map((id) => store.commit(created(id)));
  commits.push(store.commit(created('d').concat(created('d').slice(1))));
  const seqs = (await Promise.all(commits)).map(({ recorded }) => recorded.map(({ seq }) => seq));
  expect(seqs).toEqual([[1], [1], [1], [1, 2]]);
  expect(store.events('d', 0, 10)).toHaveLength(2);
});

it('answers each of the commits that are written together in an event-loop turn of its own', async () => {
  const { store } = threaded();
  let turn = 0;
  const count = () => {
    turn++;
    loop = setImmediate(count);
  };
  let loop = setImmediate(count);
  const commits = Array.from({ length: 20 }, async (_, index) => {
    await store.commit(created(`r${index}`));
    return turn;
  });
  const turns = await Promise.all(commits);
  clearImmediate(loop);
  expect(new Set(turns).size).toBe(20);
});

it('refuses a commit with those behind it, and takes the next ones', async () => {
  const { store } = threaded();
  await store.commit(created('a'));
  const bad = store.commit(created('a'));
  const behind = [store.commit(created('b')), store.commit(created('c'))];
  for (const refused of [bad, ...behind])
    await expect(refused).rejects.toMatchObject({ name: 'StoreWriteError', reason: 'unknown' });
  expect([store.findRun('b'), store.findRun('c')]).toEqual([undefined, undefined]);
  await store.commit(created('b'));
  expect(store.findRun('b')).toBeDefined();
});

it('writes what was under way before it closes', async () => {
  const { file, store } = threaded();
  const commits = Array.from({ length: 50 }, (_, index) => store.commit(created(`r${index}`)));
  store.close();
  await Promise.all(commits);
  const again = sqliteStore(file);
  onTestFinished(() => again.close());
  expect(again.threads(100)).toHaveLength(50);
});

it('closes after its log was deleted, with commits under way', async () => {
  const { file, store } = threaded();
  await store.commit(created('a'));
  rmSync(`${file}-wal`);
  const under = store.commit(created('b'));
  store.close();
  await under;
  expect(existsSync(`${file}-wal`)).toBe(false);
  expect(threaded(file).store.threads(10)).toHaveLength(2);
});

it('says how large its file is', async () => {
  const { store } = threaded();
  await store.commit(created('a'));
  expect((await store.stats()).tables).toHaveProperty('events');
});

it('has one owner, which is this process', () => {
  const { file } = threaded();
  for (const thread of [true, false])
    expect(() => sqliteStore(file, { thread })).toThrow(
      expect.objectContaining({ name: 'StoreOwnedError', owner: process.pid }),
    );
});

it('may be opened again after another store that was opened beside it', () => {
  const [first, second] = [threaded(), threaded()];
  second.store.close();
  first.store.close();
  expect(threaded(first.file).store.threads(1)).toEqual([]);
  expect(threaded(second.file).store.threads(1)).toEqual([]);
});

it('throws the typed errors of a file that can not be opened', () => {
  const file = temporaryFile();
  writeFileSync(file, 'Not a database, and longer than its header would be.'.repeat(20));
  expect(() => sqliteStore(file, { thread: true })).toThrow(
    expect.objectContaining({ name: 'ForeignFileError' }),
  );
  expect(() => sqliteStore(file, { thread: 'on' as never })).toThrow(
    expect.objectContaining({ name: 'InvalidOptionError', option: 'thread' }),
  );
});

it('goes on reading and writing after somebody has deleted its log', async () => {
  const { file, store } = threaded();
  await store.commit(created('a'));
  rmSync(`${file}-wal`);
  rmSync(`${file}-shm`);
  await store.commit(created('b'));
  await store.commit(created('c'));
  expect(store.threads(10).map(({ id }) => id)).toEqual(expect.arrayContaining(['a', 'b', 'c']));
});

it('stops when its file was deleted, and reads on from a copy', async () => {
  const { file, store } = threaded();
  await store.commit(created('a'));
  rmSync(file);
  const refused = store.commit(created('b'));
  await expect(refused).rejects.toMatchObject({ name: 'StoreWriteError', reason: 'replaced' });
  await expect(store.commit(created('c'))).rejects.toMatchObject({ reason: 'replaced' });
  expect(existsSync(file)).toBe(false);
  expect(store.findRun('a')).toBeDefined();
});
