/** The file's settings and header, and the files that are refused. */
import { writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { sqliteStore } from '../src/index.ts';
import { open } from '../src/open.ts';
import { migrations } from '../src/schema.ts';
import { temporaryFile } from './temporary-file.ts';

const named = (name: string) => expect.objectContaining({ name });

describe('a file', () => {
  it.each([
    ['full', 2],
    ['normal', 1],
  ] as const)('has the durability of the option (%s) at every opening', (durability, level) => {
    const file = temporaryFile();
    // Opened twice, because SQLite's default differs for a file that was in WAL mode before.
    for (let opening = 0; opening < 2; opening++) {
      const db = open(file, durability);
      expect(db.pragma('synchronous', { simple: true })).toBe(level);
      db.close();
    }
  });

  it('is in WAL mode, and has the version in its header', () => {
    const file = temporaryFile();
    sqliteStore(file).close();
    const db = new Database(file, { readonly: true });
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.length);
    db.close();
  });

  it('of another program is refused and unchanged', () => {
    const file = temporaryFile();
    const other = new Database(file);
    other.exec('CREATE TABLE notes (text)');
    other.close();
    expect(() => sqliteStore(file)).toThrow(named('ForeignFileError'));
    const again = new Database(file, { readonly: true });
    expect(again.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['notes']);
    again.close();
  });

  it('that is not a database is refused', () => {
    const file = temporaryFile();
    writeFileSync(file, 'Dear diary, today the provider answered 503 again. '.repeat(50));
    expect(() => sqliteStore(file)).toThrow(named('ForeignFileError'));
  });

  it('of a newer version is refused', () => {
    const file = temporaryFile();
    sqliteStore(file).close();
    const db = new Database(file);
    db.pragma('user_version = 99');
    db.close();
    expect(() => sqliteStore(file)).toThrow(/schema version 99/);
  });
});
