/** Files for the tests of faults, and reads of them by a connection of their own, without the store. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCore } from '@perdure/core';
import type { LocalStore, Write } from '@perdure/runtime/store';
import Database from 'better-sqlite3';
import { sqliteStore } from '../../src/index.ts';
import { temporaryFile } from '../temporary-file.ts';

/** The writes of a run in a thread of its own, with a prompt of `length` characters and one event. */
export function runWrites(id: string, length = 200): Write[] {
  const message = {
    id: `${id}-prompt`,
    runId: id,
    role: 'user' as const,
    parts: [{ type: 'text' as const, text: 'x'.repeat(length) }],
    status: 'completed' as const,
  };
  const threadId = `thread-${id}`;
  return [
    { type: 'createRun', run: { id, threadId, stored: createCore().begin({}).stored }, at: 1 },
    { type: 'putMessage', threadId, message, attemptFence: null, at: 1 },
    { type: 'appendEvent', threadId, runId: id, fact: { type: 'run.queued' }, at: 1 },
  ];
}

export const fill = (store: Pick<LocalStore, 'commit'>, runs: number): void => {
  for (let run = 0; run < runs; run++) void store.commit(runWrites(`r${run}`));
};

/** Writes a run with a prompt of so many characters in a process that is killed. Its log stays behind. */
export function writeAndDie(file: string, id: string, length: number): void {
  const code = `
    import { sqliteStore } from './src/index.ts';
    import { runWrites } from './test/faults/files.ts';
    const [file, id, length] = process.argv.slice(1);
    sqliteStore(file, { thread: false }).commit(runWrites(id, Number(length)));
    process.kill(process.pid, 'SIGKILL');`;
  const args = ['--input-type=module', '-e', code, file, id, `${length}`];
  const { signal } = spawnSync(process.execPath, args, { cwd: join(import.meta.dirname, '../..') });
  if (signal !== 'SIGKILL') throw new Error('The process was not killed.');
}

/** The file of a closed store with 100 runs. */
export function soundFile(): string {
  const file = temporaryFile();
  const store = sqliteStore(file);
  fill(store, 100);
  store.close();
  return file;
}

/** The file of a store whose process was killed after `turns` commits, which are in the log beside it. */
export function killedFile(turns: number): string {
  const file = soundFile();
  const writer = join(import.meta.dirname, 'write-process.ts');
  spawnSync(process.execPath, [writer, file, `${turns}`, 'SIGKILL']);
  return file;
}

export function rows<Row = Record<string, unknown>>(file: string, sql: string): Row[] {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare<[], Row>(sql).all();
  } finally {
    db.close();
  }
}

export const integrity = (file: string): string =>
  rows<{ integrity_check: string }>(file, 'PRAGMA integrity_check')
    .map((row) => row.integrity_check)
    .join('\n');

/** Rewrites the file with changed bytes, and returns them. */
export function damage(file: string, change: (bytes: Buffer) => Buffer): Buffer {
  const bytes = change(readFileSync(file));
  writeFileSync(file, bytes);
  return bytes;
}
