/** Whose file it is: names, logs and locks that change while the store is open. */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type SqliteStore, type SqliteStoreOptions, sqliteStore } from '../src/index.ts';
import { rows, runWrites } from './faults/files.ts';
import { temporaryFile } from './temporary-file.ts';

const owned = expect.objectContaining({ name: 'StoreOwnedError', owner: process.pid });
const refused = (reason: string) => expect.objectContaining({ name: 'StoreWriteError', reason });

/** A store with the runs `a` and `b`. */
async function opened(options?: SqliteStoreOptions): Promise<{ file: string; store: SqliteStore }> {
  const file = temporaryFile();
  const store = sqliteStore(file, options);
  onTestFinished(() => store.close());
  for (const id of ['a', 'b']) await store.commit(runWrites(id));
  return { file, store };
}

/** Runs a statement in another process, which then closes the file. Returns its rows. */
function elsewhere(file: string, sql = 'SELECT id FROM runs ORDER BY id'): unknown {
  const code = `
    const db = new (require('better-sqlite3'))(process.argv[1]);
    const statement = db.prepare(process.argv[2]);
    console.log(JSON.stringify(statement.reader ? statement.pluck().all() : statement.run()));
    db.close();`;
  const cwd = join(import.meta.dirname, '..');
  return JSON.parse(execFileSync(process.execPath, ['-e', code, file, sql], { cwd }).toString());
}

/** Opens the file in another process. Returns the id of the process that has it, or `let in`. */
function secondOwner(file: string): string {
  const code = `
    import { sqliteStore } from './src/index.ts';
    try { sqliteStore(process.argv[1]).close(); console.log('let in'); }
    catch (error) { console.log(error.owner ?? error.reason); }`;
  const args = ['--input-type=module', '-e', code, file];
  const cwd = join(import.meta.dirname, '..');
  return execFileSync(process.execPath, args, { cwd }).toString().trim();
}

/** Closing its descriptors ends the POSIX locks that this process has on the file and its index. */
function readWithAnotherSqlite(file: string): void {
  const db = new DatabaseSync(file, { readOnly: true });
  db.prepare('SELECT count(*) FROM runs').get();
  db.close();
}

const rescued = (file: string): string[] =>
  readdirSync(dirname(file))
    .filter((name) => name.startsWith('agent.db-rescued-'))
    .map((name) => join(dirname(file), name));

describe('a log that is deleted', () => {
  it.each<[string, (file: string) => void]>([
    [
      'by a tool, because this process has read the file and lost its locks',
      (file) => {
        readWithAnotherSqlite(file);
        elsewhere(file);
        expect(existsSync(`${file}-wal`)).toBe(false);
      },
    ],
    [
      'by a tool that has written, too',
      (file) => {
        readWithAnotherSqlite(file);
        elsewhere(file, `UPDATE threads SET created_at = 7`);
      },
    ],
    ['by hand', (file) => rmSync(`${file}-wal`)],
    [
      'with its index',
      (file) => {
        rmSync(`${file}-wal`);
        rmSync(`${file}-shm`);
      },
    ],
    ['as its index alone', (file) => rmSync(`${file}-shm`)],
  ])('%s: what is recorded before and after is there for readers', async (_how, happens) => {
    const { file, store } = await opened();
    happens(file);
    await store.commit(runWrites('c'));
    expect(elsewhere(file)).toEqual(['a', 'b', 'c']);
    expect(store.events('thread-a', 0, 10)).toHaveLength(1);
    store.close();
    expect(elsewhere(file)).toEqual(['a', 'b', 'c']);
    expect(elsewhere(file, 'PRAGMA integrity_check')).toEqual(['ok']);
  });

  it('after which the file may have been written stops the store, and a copy has everything', async () => {
    const { file, store } = await opened();
    rmSync(`${file}-wal`);
    utimesSync(file, 1, 1);
    const bytes = readFileSync(file);
    for (let time = 0; time < 2; time++)
      await expect(async () => store.commit(runWrites('c'))).rejects.toThrow(refused('replaced'));
    const [copy = '', ...others] = rescued(file);
    expect(others).toEqual([]);
    expect(() => store.discardFailedMessages('a')).toThrow(copy);
    expect(rows(copy, 'SELECT id FROM runs')).toEqual([{ id: 'a' }, { id: 'b' }]);
    expect(store.findRun('b')).toMatchObject({ id: 'b' });
    store.close();
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it('before the end is in the file after it', async () => {
    const { file, store } = await opened();
    rmSync(`${file}-wal`);
    store.close();
    expect(elsewhere(file)).toEqual(['a', 'b']);
  });
});

describe('a file', () => {
  it('that was moved is whole in its new place, is still owned, and goes on in its place', async () => {
    const { file, store } = await opened();
    const moved = `${file}-moved`;
    renameSync(file, moved);
    expect(() => sqliteStore(moved)).toThrow(owned);
    expect(secondOwner(moved)).toBe(`${process.pid}`);
    await expect(async () => store.commit(runWrites('c'))).rejects.toThrow(refused('moved'));
    const copy = temporaryFile();
    copyFileSync(moved, copy);
    expect(elsewhere(copy)).toEqual(['a', 'b']);
    renameSync(moved, file);
    await store.commit(runWrites('d'));
    expect(elsewhere(file)).toEqual(['a', 'b', 'd']);
  });

  it('that was moved and closed is whole in its new place', async () => {
    const { file, store } = await opened();
    renameSync(file, `${file}-moved`);
    store.close();
    expect(elsewhere(`${file}-moved`)).toEqual(['a', 'b']);
  });

  it('that was deleted is copied, and nothing is written any more', async () => {
    const { file, store } = await opened();
    rmSync(file);
    await expect(async () => store.commit(runWrites('c'))).rejects.toThrow(refused('replaced'));
    expect(rows(rescued(file)[0] ?? '', 'SELECT id FROM runs')).toHaveLength(2);
    expect(existsSync(file)).toBe(false);
  });

  it('whose name another file has taken is copied, and the other one stays as it is', async () => {
    const { file, store } = await opened();
    const other = temporaryFile();
    sqliteStore(other).close();
    renameSync(other, file);
    const bytes = readFileSync(file);
    await expect(async () => store.commit(runWrites('c'))).rejects.toThrow(refused('replaced'));
    expect(rows(rescued(file)[0] ?? '', 'SELECT id FROM runs')).toHaveLength(2);
    store.close();
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it.each<[string, (file: string, backup: string) => void]>([
    ['by a backup', (file, backup) => execFileSync('cp', [backup, file])],
    [
      'by another database',
      (file) => {
        const other = new DatabaseSync(`${file}-other`);
        other.exec('CREATE TABLE notes (text)');
        other.close();
        execFileSync('cp', [`${file}-other`, file]);
      },
    ],
    ['by nothing', (file) => writeFileSync(file, '')],
    [
      'by a backup after its log was moved into it',
      (file, backup) => {
        elsewhere(file, 'PRAGMA wal_checkpoint');
        execFileSync('cp', [backup, file]);
      },
    ],
  ])(
    'that was overwritten in its place %s stays as it is, and a copy has the runs',
    async (_by, happens) => {
      const { file, store } = await opened();
      const backup = `${file}-backup`;
      await store.backup(backup);
      await store.commit(runWrites('c'));
      happens(file, backup);
      const bytes = readFileSync(file);
      for (let time = 0; time < 2; time++)
        await expect(async () => store.commit(runWrites('d'))).rejects.toThrow(refused('replaced'));
      const [copy = '', ...others] = rescued(file);
      expect(others).toEqual([]);
      expect(rows(copy, 'SELECT id FROM runs')).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
      expect(store.findRun('c')).toMatchObject({ id: 'c' });
      store.close();
      expect(readFileSync(file).equals(bytes)).toBe(true);
      expect(existsSync(`${file}-wal`)).toBe(false);
    },
  );

  it('that was overwritten by an older state of itself is noticed, although the owner is the same', async () => {
    const { file, store } = await opened();
    const older = `${file}-older`;
    execFileSync('cp', [file, older]);
    elsewhere(file, 'PRAGMA wal_checkpoint');
    await store.commit(runWrites('c'));
    execFileSync('cp', [older, file]);
    await expect(async () => store.commit(runWrites('d'))).rejects.toThrow(refused('replaced'));
    expect(rows(rescued(file)[0] ?? '', 'SELECT id FROM runs')).toHaveLength(3);
  });

  it('that was overwritten before its end stays as it is', async () => {
    const { file, store } = await opened();
    const backup = `${file}-backup`;
    await store.backup(backup);
    await store.commit(runWrites('c'));
    execFileSync('cp', [backup, file]);
    store.close();
    expect(readFileSync(file).equals(readFileSync(backup))).toBe(true);
    expect(rows(rescued(file)[0] ?? '', 'SELECT id FROM runs')).toHaveLength(3);
  });

  it('whose log another program moves into it goes on', async () => {
    const { file, store } = await opened();
    for (const id of ['c', 'd']) {
      elsewhere(file, 'PRAGMA wal_checkpoint');
      await store.commit(runWrites(id));
    }
    elsewhere(file, 'VACUUM');
    elsewhere(file, 'PRAGMA wal_checkpoint');
    await store.commit(runWrites('e'));
    expect(elsewhere(file)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('with a second name is refused, and is not written until that name is gone', async () => {
    const { file, store } = await opened();
    const second = `${file}-second`;
    linkSync(file, second);
    expect(() => sqliteStore(second)).toThrow(
      expect.objectContaining({ name: 'UnusableFileError', reason: 'linked' }),
    );
    await expect(async () => store.commit(runWrites('c'))).rejects.toThrow(refused('moved'));
    rmSync(second);
    await store.commit(runWrites('d'));
    expect(elsewhere(file)).toEqual(['a', 'b', 'd']);
  });

  it('that was copied has no owner', async () => {
    const { file } = await opened();
    const copy = temporaryFile();
    copyFileSync(file, copy);
    sqliteStore(copy).close();
  });
});

describe('an owner', () => {
  it.each<[string, (file: string) => void]>([
    ['deleted', (file) => rmSync(`${file}-owner`)],
    ['read by this process', (file) => void readFileSync(`${file}-owner`)],
    [
      'deleted, and whose host has another name,',
      (file) => {
        rmSync(`${file}-owner`);
        elsewhere(file, `UPDATE owner SET host = 'another'`);
      },
    ],
  ])('whose lock was %s stays the owner', async (_how, happens) => {
    // A thread of its own would go on, and might take the lock again before the other process looks.
    const { file, store } = await opened({ thread: false });
    happens(file);
    expect(secondOwner(file)).toBe(`${process.pid}`);
    await store.commit(runWrites('c'));
    expect(existsSync(`${file}-owner`)).toBe(true);
    expect(secondOwner(file)).toBe(`${process.pid}`);
  });

  it('whose lock file was deleted has one again from its next write on', async () => {
    const { file, store } = await opened();
    rmSync(`${file}-owner`);
    await store.commit(runWrites('c'));
    expect(existsSync(`${file}-owner`)).toBe(true);
  });

  it('that another one has followed writes nothing any more, and leaves it the file', async () => {
    const { file, store } = await opened();
    elsewhere(file, `UPDATE owner SET nonce = 'another'`);
    for (let time = 0; time < 2; time++)
      await expect(async () => store.commit(runWrites('c'))).rejects.toThrow(refused('replaced'));
    store.close();
    expect(elsewhere(file, 'SELECT nonce FROM owner')).toEqual(['another']);
    expect(elsewhere(file)).toEqual(['a', 'b']);
  });

  it('leaves no trace in the file after its end', async () => {
    const { file, store } = await opened();
    store.close();
    expect(rows(file, 'SELECT * FROM owner')).toEqual([]);
  });

  it.each([{ thread: true }, { thread: false }])(
    'that has ended takes nothing away from the next one by a second close(): %j',
    async (options) => {
      const { file, store } = await opened(options);
      store.close();
      const next = sqliteStore(file);
      store.close();
      expect(readFileSync(`${file}-owner-pid`, 'utf8')).toContain(`${process.pid} `);
      expect(() => sqliteStore(file)).toThrow(owned);
      await next.commit(runWrites('c'));
      next.close();
      expect(elsewhere(file)).toEqual(['a', 'b', 'c']);
    },
  );
});
