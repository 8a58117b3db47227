/** A backup of a store that is in use. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { sqliteStore } from '../src/index.ts';
import { fill, integrity, rows, runWrites } from './faults/files.ts';
import { temporaryFile } from './temporary-file.ts';

function opened() {
  const file = temporaryFile();
  const store = sqliteStore(file, { durability: 'normal' });
  onTestFinished(() => store.close());
  fill(store, 300);
  return { file, store };
}

const refused = (reason: string) => expect.objectContaining({ name: 'BackupError', reason });

it('is whole, has what was recorded meanwhile, is one file, and has no owner', async () => {
  const { store } = opened();
  const to = temporaryFile('backup.db');
  let turns = 0;
  await store.backup(to, {
    progress: () => store.commit(runWrites(`late${turns++}`)),
  });
  expect(turns).toBeGreaterThan(0);
  expect(readdirSync(dirname(to))).toEqual(['backup.db']);
  expect(integrity(to)).toBe('ok');
  const copy = sqliteStore(to);
  expect(copy.findRun('r299')).toBeDefined();
  expect(copy.findRun(`late${turns - 1}`)).toBeDefined();
  copy.commit(runWrites('own'));
  copy.close();
  expect(store.findRun('own')).toBeUndefined();
});

it('of a store in memory is a file', async () => {
  const store = sqliteStore(':memory:');
  fill(store, 1);
  const to = temporaryFile('backup.db');
  await store.backup(to);
  store.close();
  expect(rows(to, 'SELECT id FROM runs')).toEqual([{ id: 'r0' }]);
});

it('is refused for a name that is taken, and leaves that file alone', async () => {
  const { file, store } = opened();
  const to = temporaryFile('notes.txt');
  writeFileSync(to, '');
  await expect(store.backup(to)).rejects.toEqual(refused('exists'));
  await expect(store.backup(file)).rejects.toEqual(refused('exists'));
  store.commit(runWrites('after'));
});

it('is refused for a folder that does not exist', async () => {
  const { store } = opened();
  const to = join(dirname(temporaryFile()), 'missing', 'backup.db');
  await expect(store.backup(to)).rejects.toEqual(refused('missingFolder'));
});

it('that the end of the store interrupts leaves nothing behind', async () => {
  const { store } = opened();
  const to = temporaryFile('backup.db');
  await expect(store.backup(to, { progress: () => store.close() })).rejects.toEqual(
    refused('closed'),
  );
  expect(existsSync(to)).toBe(false);
  expect(readdirSync(dirname(to))).toEqual([]);
});

it('whose name is taken meanwhile leaves that file alone, and nothing beside it', async () => {
  const { store } = opened();
  const to = temporaryFile('backup.db');
  await expect(store.backup(to, { progress: () => writeFileSync(to, 'mine') })).rejects.toEqual(
    refused('exists'),
  );
  expect(readFileSync(to, 'utf8')).toBe('mine');
  expect(readdirSync(dirname(to))).toEqual(['backup.db']);
});
