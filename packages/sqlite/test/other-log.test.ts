/** A log beside a file: the file's own one is replayed, another file's is not. */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, renameSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { keyOf, look } from '../src/file-identity.ts';
import { sqliteStore } from '../src/index.ts';
import { killedFile, rows, runWrites, soundFile } from './faults/files.ts';
import { temporaryFile } from './temporary-file.ts';

const otherLog = expect.objectContaining({ name: 'UnusableFileError', reason: 'otherLog' });
const runs = (file: string): number => rows(file, 'SELECT id FROM runs').length;

it.each<[string, (backup: string, file: string) => void]>([
  ['renamed to its name', renameSync],
  ['written over it', copyFileSync],
  [
    'written over it with the time it had',
    (backup, file) => {
      copyFileSync(backup, file);
      utimesSync(file, 1, 1);
    },
  ],
])('a backup %s after the owner was killed is refused until the log is renamed', (_how, put) => {
  const file = killedFile(5);
  const backup = soundFile();
  const bytes = readFileSync(backup);
  const log = readFileSync(`${file}-wal`);
  put(backup, file);
  expect(() => sqliteStore(file)).toThrow(otherLog);
  expect(readFileSync(file).equals(bytes)).toBe(true);
  expect(readFileSync(`${file}-wal`).equals(log)).toBe(true);
  renameSync(`${file}-wal`, `${file}-other-log`);
  sqliteStore(file).close();
  expect(runs(file)).toBe(100);
});

it('a backup renamed to the name of an open store is what the next start opens', async () => {
  const file = temporaryFile();
  const store = sqliteStore(file);
  onTestFinished(() => store.close());
  await store.commit(runWrites('a'));
  await store.backup(`${file}-backup`);
  await store.commit(runWrites('b'));
  renameSync(`${file}-backup`, file);
  await expect(async () => store.commit(runWrites('c'))).rejects.toThrow(
    expect.objectContaining({
      reason: 'replaced',
      message: expect.stringContaining('-wal-rescued-'),
    }),
  );
  store.close();
  expect(existsSync(`${file}-wal`)).toBe(false);
  sqliteStore(file).close();
  expect(rows(file, 'SELECT id FROM runs')).toEqual([{ id: 'a' }]);
});

it('a file opens whose owner began while a reader of an older state was in the way', async () => {
  const file = killedFile(5);
  const reader = new Database(file);
  reader.exec('BEGIN; SELECT count(*) FROM runs');
  reader.prepare('SELECT count(*) FROM runs').get();
  const store = sqliteStore(file);
  onTestFinished(() => store.close());
  await store.commit(runWrites('a'));
  reader.exec('COMMIT');
  await store.commit(runWrites('b'));
  const copy = temporaryFile();
  for (const end of ['', '-wal']) execFileSync('cp', [file + end, copy + end]);
  reader.close();
  sqliteStore(copy).close();
  expect(runs(copy)).toBe(runs(file));
});

it('a file and its log open after they were copied together', () => {
  const file = killedFile(5);
  const copy = temporaryFile();
  for (const end of ['', '-wal']) copyFileSync(file + end, copy + end);
  sqliteStore(copy).close();
  expect(runs(copy)).toBe(runs(file));
  expect(runs(copy)).toBeGreaterThan(100);
});

it('a file opens whose owner was killed before its row was moved from the log', () => {
  const file = killedFile(5);
  const code = `
    const db = new (require('better-sqlite3'))(process.argv[1]);
    db.prepare('SELECT * FROM owner').get();
    db.prepare("UPDATE owner SET nonce = 'next', commits = 0, file = ?").run(process.argv[2]);
    process.kill(process.pid, 'SIGKILL');`;
  const cwd = join(import.meta.dirname, '..');
  spawnSync(process.execPath, ['-e', code, file, keyOf(look(file))], { cwd });
  expect(rows(file, 'SELECT nonce FROM owner')).toEqual([{ nonce: 'next' }]);
  const found = runs(file);
  sqliteStore(file).close();
  expect(runs(file)).toBe(found);
});
