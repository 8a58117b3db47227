/** The owner of a store: one opening in one process, with any path to the file and any end of the owner. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sqliteStore } from '../src/index.ts';
import { temporaryFile } from './temporary-file.ts';

const owned = (owner: number | undefined) =>
  expect.objectContaining({ name: 'StoreOwnedError', owner });

/** Another process that has the file open. */
async function ownerOf(file: string): Promise<ChildProcess & { pid: number }> {
  const owner = fork(new URL('owner-process.ts', import.meta.url), [file], {
    execArgv: ['--expose-gc'],
  });
  onTestFinished(() => void owner.kill('SIGKILL'));
  await once(owner, 'message');
  return owner as ChildProcess & { pid: number };
}

async function kill(owner: ChildProcess): Promise<void> {
  const exit = once(owner, 'exit');
  owner.kill('SIGKILL');
  await exit;
}

describe('the owner', () => {
  it('is a single opening: a second one is refused until the first is closed', () => {
    const file = temporaryFile();
    const first = sqliteStore(file);
    expect(() => sqliteStore(file)).toThrow(owned(process.pid));
    expect(() => sqliteStore(file)).toThrow(`This process has '${file}' open`);
    first.close();
    sqliteStore(file).close();
  });

  it('is named to another process, and gives up the file when it is killed', async () => {
    const file = temporaryFile();
    const owner = await ownerOf(file);
    expect(() => sqliteStore(file)).toThrow(owned(owner.pid));
    expect(() => sqliteStore(file)).toThrow(
      `Process ${owner.pid} has '${file}' open, and a store has one owner. End that process first.`,
    );
    await kill(owner);
    sqliteStore(file).close();
  });

  it.skipIf(process.platform === 'win32')('stays the owner while it is stopped', async () => {
    const file = temporaryFile();
    const owner = await ownerOf(file);
    owner.kill('SIGSTOP');
    expect(() => sqliteStore(file)).toThrow(owned(owner.pid));
    owner.kill('SIGCONT');
    expect(() => sqliteStore(file)).toThrow(owned(owner.pid));
  });

  it('does not keep other programs from reading', () => {
    const file = temporaryFile();
    const store = sqliteStore(file);
    const reader = new Database(file, { readonly: true });
    expect(reader.prepare('SELECT count(*) FROM runs').pluck().get()).toBe(0);
    reader.close();
    store.close();
  });
});

describe("the owner's card, which only the message needs,", () => {
  const cardOf = (file: string) => `${file}-owner-pid`;

  it('of a process that was killed is replaced', async () => {
    const file = temporaryFile();
    const owner = await ownerOf(file);
    await kill(owner);
    expect(readFileSync(cardOf(file), 'utf8')).toContain(`${owner.pid} `);
    const store = sqliteStore(file);
    expect(readFileSync(cardOf(file), 'utf8')).toContain(`${process.pid} `);
    store.close();
    expect(existsSync(cardOf(file))).toBe(false);
  });

  it.each([
    ['of another machine', `${process.pid} another-machine\n`],
    ['of a process that is gone', '2147483646 HOST\n'],
    ['that is empty', ''],
    ['that is damaged', '\0\0\0\0 12 -9'],
  ])('%s names no owner, and the file stays owned', (_what, text) => {
    const file = temporaryFile();
    const store = sqliteStore(file);
    const host = /\d+ (.+)\n/.exec(readFileSync(cardOf(file), 'utf8'))?.[1] ?? '';
    writeFileSync(cardOf(file), text.replace('HOST', host));
    expect(() => sqliteStore(file)).toThrow(owned(undefined));
    expect(() => sqliteStore(file)).toThrow(`Another process has '${file}' open`);
    store.close();
  });
});

describe('a file of several names has one owner:', () => {
  it.each<[string, (file: string) => string]>([
    ['a relative path', (file) => relative(process.cwd(), file)],
    [
      'a path with detours',
      (file) => `${dirname(file)}/../${basename(dirname(file))}/./${basename(file)}`,
    ],
    ['spaces around it', (file) => ` ${file} `],
    ['a link', (file) => link(file, temporaryFile())],
    ['a link to a link', (file) => link(link(file, temporaryFile()), temporaryFile())],
    [
      'a linked folder',
      (file) => join(link(dirname(file), temporaryFile('folder')), basename(file)),
    ],
  ])('%s', (_kind, alias) => {
    const file = temporaryFile();
    const other = alias(file);
    const first = sqliteStore(other);
    expect(() => sqliteStore(file)).toThrow(owned(process.pid));
    first.close();
    const second = sqliteStore(file);
    expect(() => sqliteStore(other)).toThrow(owned(process.pid));
    second.close();
  });

  it('stores in memory have no file, and there may be many', () => {
    const stores = [sqliteStore(':memory:'), sqliteStore(':memory:')];
    for (const store of stores) store.close();
    expect(existsSync(':memory:-owner')).toBe(false);
  });
});

function link(target: string, at: string): string {
  symlinkSync(target, at);
  return at;
}
