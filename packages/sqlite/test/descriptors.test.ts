/** Once a store is closed or could not be opened, or a look into a file is over, the process has none of its files open. */
import { existsSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { readOnly } from '../src/failures/read-only.ts';
import { sqliteStore } from '../src/index.ts';
import { open } from '../src/open.ts';
import { temporaryFile } from './temporary-file.ts';

const descriptors = '/proc/self/fd';

/** Paths of the files in a folder that this process has open. */
const openIn = (folder: string): string[] =>
  readdirSync(descriptors).flatMap((number) => {
    try {
      const path = readlinkSync(`${descriptors}/${number}`);
      return path.startsWith(folder) ? [path] : [];
    } catch {
      // The descriptor with which the folder was read is closed by now.
      return [];
    }
  });

/** Files that `sqliteStore` refuses, each at another step of opening. */
const refused: Record<string, (file: string) => void> = {
  'a file of another program': (file) => {
    const other = new Database(file);
    other.exec('CREATE TABLE notes (text)');
    other.close();
  },
  'a text': (file) => writeFileSync(file, 'Dear diary. '.repeat(500)),
  'a file of a newer version': (file) => {
    sqliteStore(file).close();
    const newer = new Database(file);
    newer.pragma('user_version = 999');
    newer.close();
  },
};

it.skipIf(!existsSync(descriptors)).each(Object.entries(refused))(
  'no descriptor is left of %s',
  (_, make) => {
    const file = temporaryFile();
    make(file);
    for (let opening = 0; opening < 3; opening++) {
      expect(() => sqliteStore(file)).toThrow();
      expect(() => open(file, 'full')).toThrow();
      expect(() => readOnly(file, (db) => db.pragma('schema_version'))).toThrow();
    }
    expect(openIn(dirname(file))).toEqual([]);
  },
);

it.skipIf(!existsSync(descriptors))('no descriptor is left of a store that is closed', () => {
  const file = temporaryFile();
  for (let opening = 0; opening < 3; opening++) {
    const store = sqliteStore(file);
    expect(() => sqliteStore(file)).toThrow();
    readOnly(file, (db) => db.pragma('schema_version'));
    store.close();
  }
  expect(openIn(dirname(file))).toEqual([]);
});
