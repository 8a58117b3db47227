/** Paths that can't be opened and written: the error names the reason, and nothing stays open. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished, type TestContext } from 'vitest';
import { sqliteStore } from '../../src/index.ts';
import { open } from '../../src/open.ts';
import { storeOn } from '../../src/store-on.ts';
import { temporaryFile } from '../temporary-file.ts';
import { runWrites } from './files.ts';

const unusable = (reason: string) => expect.objectContaining({ name: 'UnusableFileError', reason });

describe('a path', () => {
  it('in a missing folder is refused', () => {
    const file = join(temporaryFile('missing'), 'agent.db');
    expect(() => sqliteStore(file)).toThrow(unusable('missingFolder'));
    expect(() => sqliteStore(file)).toThrow(
      `'${file}' can't be opened: its folder does not exist.`,
    );
  });

  it('below a file is refused', () => {
    const file = temporaryFile();
    sqliteStore(file).close();
    expect(() => sqliteStore(join(file, 'agent.db'))).toThrow(unusable('missingFolder'));
  });

  it('of a folder is refused', () => {
    const folder = temporaryFile('folder');
    mkdirSync(folder);
    expect(() => sqliteStore(folder)).toThrow(unusable('notAFile'));
  });

  it.each([
    ['of which the system takes no name', 'a'.repeat(300)],
    ['beside which there is no name for a lock', 'a'.repeat(250)],
    ['beside which there is no name for a copy', 'a'.repeat(215)],
    ['that SQLite takes not', join('a'.repeat(200), 'b'.repeat(200), 'c'.repeat(100))],
  ])('that is too long (%s) is refused', (_why, name) => {
    const file = temporaryFile(name);
    mkdirSync(dirname(file), { recursive: true });
    expect(() => sqliteStore(file)).toThrow(unusable('nameTooLong'));
    expect(() => sqliteStore(file)).toThrow('or its path is too long');
    expect(readdirSync(dirname(file))).toEqual([]);
  });

  it('of the longest name has room beside it, for a copy too', async () => {
    const file = temporaryFile('a'.repeat(214));
    const store = sqliteStore(file);
    await store.commit(runWrites('r1'));
    rmSync(file);
    await expect(async () => store.commit(runWrites('r2'))).rejects.toThrow(
      `is in '${file}-rescued-`,
    );
    store.close();
  });

  it('that is empty is refused', () => {
    expect(() => sqliteStore('')).toThrow(
      expect.objectContaining({ name: 'InvalidOptionError', option: 'file' }),
    );
  });

  it('of a link to itself is refused', () => {
    const file = temporaryFile();
    symlinkSync(file, file);
    expect(() => sqliteStore(file)).toThrow(unusable('notAFile'));
  });
});

describe('a user without access', () => {
  it('to write the file is refused at opening, not during a run', (context) => {
    const { file } = ofAnother(context);
    chmodSync(file, 0o444);
    expect(openAsAnother(file)).toMatchObject({ name: 'UnusableFileError', reason: 'noAccess' });
  });

  it('to write the folder is refused, because SQLite keeps files beside its own', (context) => {
    const { file, folder } = ofAnother(context);
    chmodSync(folder, 0o555);
    expect(openAsAnother(file)).toMatchObject({ name: 'UnusableFileError', reason: 'noAccess' });
  });

  it('to read the file is refused', (context) => {
    const { file } = ofAnother(context);
    chmodSync(file, 0o000);
    expect(openAsAnother(file)).toMatchObject({ name: 'UnusableFileError', reason: 'noAccess' });
  });

  it('is accepted after access is given', (context) => {
    const { file } = ofAnother(context);
    expect(openAsAnother(file)).toEqual({ name: null });
  });
});

it('a connection that has become read-only refuses a commit with the reason', async () => {
  const db = open(temporaryFile(), 'full');
  const store = storeOn(db, db.name);
  db.pragma('query_only = ON');
  await expect(async () => store.commit(runWrites('r1'))).rejects.toThrow(
    expect.objectContaining({ name: 'StoreWriteError', reason: 'readOnly' }),
  );
  db.pragma('query_only = OFF');
  await store.commit(runWrites('r1'));
  db.close();
});

const nobody = 65534;
const isRoot = process.getuid?.() === 0;

/** A store that belongs to another user than root, because the rights of files do not restrict root. */
function ofAnother({ skip }: TestContext): { file: string; folder: string } {
  if (process.platform === 'win32') skip('The rights of files differ on Windows.');
  const folder = mkdtempSync(join(tmpdir(), 'perdure-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'agent.db');
  sqliteStore(file).close();
  if (!isRoot) return { file, folder };
  for (const path of [folder, file, `${file}-owner`]) chownSync(path, nobody, nobody);
  if (openAsAnother(file) === undefined)
    skip('This process is root, and can start no process of another user.');
  return { file, folder };
}

/** The error of a process of another user that opens the file; undefined if no such process can be started. */
function openAsAnother(file: string): unknown {
  const program = join(import.meta.dirname, 'open-process.ts');
  const options = { cwd: dirname(program), ...(isRoot && { uid: nobody, gid: nobody }) };
  try {
    return JSON.parse(execFileSync(process.execPath, [program, file], options).toString());
  } catch {
    return undefined;
  }
}
