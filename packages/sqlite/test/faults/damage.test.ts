/**
 * Damaged files: refused at opening before anything is written. After damage is found later, nothing more is written.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sqliteStore } from '../../src/index.ts';
import { temporaryFile } from '../temporary-file.ts';
import { damage, fill, killedFile, rows, runWrites, soundFile } from './files.ts';

const pageSize = 4096;

const zeroed = (bytes: Buffer, from: number, to = bytes.length) => bytes.fill(0, from, to);

describe('at opening, a file', () => {
  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['whose header is garbage', (bytes) => bytes.fill(0xa5, 0, 100)],
    ['cut in half', (bytes) => bytes.subarray(0, bytes.length / 2)],
    ['cut in the middle of a page', (bytes) => bytes.subarray(0, 5 * pageSize + 100)],
    ['of zeros only', (bytes) => zeroed(bytes, 0)],
    ['with zeros after its first page', (bytes) => zeroed(bytes, pageSize)],
  ])('%s is refused and unchanged', (_form, change) => {
    const file = soundFile();
    const bytes = damage(file, change);
    expect(() => sqliteStore(file)).toThrow(
      expect.objectContaining({
        name: 'CorruptFileError',
        message: expect.stringContaining(`sqlite3 '${file}' .recover`),
      }),
    );
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it('is refused if any single page is zeroed', () => {
    const sound = soundFile();
    const whole = readFileSync(sound);
    const pages = whole.length / pageSize;
    expect(pages).toBeGreaterThan(10);
    for (let page = 0; page < pages; page++) {
      const file = temporaryFile();
      writeFileSync(file, zeroed(Buffer.from(whole), page * pageSize, (page + 1) * pageSize));
      expect(() => sqliteStore(file), `page ${page + 1}`).toThrow(
        expect.objectContaining({ name: 'CorruptFileError' }),
      );
    }
  });

  it('that is damaged keeps the log beside it', () => {
    const file = killedFile(20);
    const log = readFileSync(`${file}-wal`);
    damage(file, (bytes) => bytes.fill(0xa5, pageSize / 2));
    expect(() => sqliteStore(file)).toThrow(expect.objectContaining({ name: 'CorruptFileError' }));
    expect(readFileSync(`${file}-wal`).equals(log)).toBe(true);
  });

  it('that was emptied is refused while a log is beside it, because SQLite would delete the log', () => {
    const file = killedFile(20);
    const log = readFileSync(`${file}-wal`);
    truncateSync(file);
    expect(() => sqliteStore(file)).toThrow(/damaged \(it is empty, and .*-wal' is not\)/);
    expect(readFileSync(`${file}-wal`).equals(log)).toBe(true);
  });

  it('of zero bytes is a new database', () => {
    const file = temporaryFile();
    writeFileSync(file, '');
    const store = sqliteStore(file);
    fill(store, 1);
    store.close();
    expect(rows(file, 'SELECT id FROM runs')).toEqual([{ id: 'r0' }]);
  });
});

describe('damage that is found later', () => {
  it('is reported to the reader, and nothing is written afterwards', async () => {
    const file = soundFile();
    const root = `SELECT rootpage FROM sqlite_schema WHERE name = 'owner'`;
    const [{ rootpage } = { rootpage: 0 }] = rows<{ rootpage: number }>(file, root);
    // The owner's page stays, because a file without it counts as another one.
    const owner = (rootpage - 1) * pageSize;
    const store = sqliteStore(file);
    // In another process, because a damaged disk changes the file without this one too.
    execFileSync(process.execPath, [
      '-e',
      `const fs = require('node:fs'); const [, file] = process.argv; const { size } = fs.statSync(file);
       const descriptor = fs.openSync(file, 'r+');
       for (let at = ${pageSize}; at < size; at += ${pageSize})
         if (at !== ${owner}) fs.writeSync(descriptor, Buffer.alloc(${pageSize}), 0, ${pageSize}, at);`,
      file,
    ]);
    expect(() => store.events('thread-r50', 0, 10)).toThrow(
      expect.objectContaining({ name: 'CorruptFileError' }),
    );
    const before = [file, `${file}-wal`].map((path) => readFileSync(path));
    for (let time = 0; time < 2; time++) {
      await expect(async () => store.commit(runWrites('late'))).rejects.toThrow(
        expect.objectContaining({ name: 'StoreWriteError', reason: 'corrupt' }),
      );
    }
    expect([file, `${file}-wal`].map((path) => readFileSync(path))).toEqual(before);
    store.close();
  });

  it('in a file that only a reader needs stops the writing too', async () => {
    const file = temporaryFile();
    const first = sqliteStore(file);
    fill(first, 1);
    const bytes = new Uint8Array(10 * pageSize).fill(7);
    const media = { mediaType: 'image/png', bytes };
    await first.commit([{ type: 'putFile', hash: 'h', file: media, at: 1 }]);
    first.close();
    const store = sqliteStore(file);
    // The chain of the file's pages ends too early. No write of a run touches them.
    execFileSync(process.execPath, [
      '-e',
      `const fs = require('node:fs'); const [, file] = process.argv; const { size } = fs.statSync(file);
       const descriptor = fs.openSync(file, 'r+');
       fs.writeSync(descriptor, Buffer.alloc(${pageSize}), 0, ${pageSize}, size - 4 * ${pageSize});`,
      file,
    ]);
    await store.commit(runWrites('before'));
    expect(() => store.findFile('h')).toThrow(
      expect.objectContaining({ name: 'CorruptFileError' }),
    );
    await expect(async () => store.commit(runWrites('late'))).rejects.toThrow(
      expect.objectContaining({ name: 'StoreWriteError', reason: 'corrupt' }),
    );
    store.close();
  });
});
