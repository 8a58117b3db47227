/** The write-ahead log is moved into the file while the process runs, in event-loop turns without a commit. */
import { statSync } from 'node:fs';
import { createCore } from '@perdure/core';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sqliteStore } from '../src/index.ts';
import { writeAndDie } from './faults/files.ts';
import { temporaryFile } from './temporary-file.ts';

function openFile(thread: boolean) {
  const file = temporaryFile();
  const store = sqliteStore(file, { thread });
  const reader = new Database(file, { readonly: true });
  onTestFinished(() => {
    reader.close();
    store.close();
  });
  return {
    store,
    /** Pages of the log, and those of them that are not in the file yet. */
    pages() {
      const [{ log, checkpointed }] = reader.pragma('wal_checkpoint(NOOP)') as [
        { log: number; checkpointed: number },
      ];
      return { log, waiting: log - checkpointed };
    },
  };
}

describe.each([true, false])('with a thread that writes: %s', (thread) => {
  it('a long log is moved into the file', async () => {
    const { store, pages } = openFile(thread);
    const message = (index: number) => ({
      id: `m${index}`,
      runId: 'r1',
      role: 'user' as const,
      status: 'completed' as const,
      parts: [{ type: 'text' as const, text: 'x'.repeat(40_000) }],
    });
    const run = { id: 'r1', threadId: 't1', stored: createCore().begin({}).stored };
    await store.commit([{ type: 'createRun', run, at: 0 }]);
    const writes = Array.from({ length: 120 }, (_, index) => ({
      type: 'putMessage' as const,
      threadId: 't1',
      message: message(index),
      attemptFence: null,
      at: 0,
    }));
    await store.commit(writes);
    expect(pages().log).toBeGreaterThan(1_000);
    await expect.poll(() => pages().waiting).toBe(0);
  });

  it('a log that one stored file makes long is moved too', async () => {
    const { store, pages } = openFile(thread);
    const file = { mediaType: 'image/png', bytes: new Uint8Array(5_000_000) };
    await store.commit([{ type: 'putFile', hash: 'a1', file, at: 0 }]);
    expect(pages().log).toBeGreaterThan(1_000);
    await expect.poll(() => pages().waiting).toBe(0);
  });
});

it('the log of a process that was killed is emptied when its file is opened', () => {
  const file = temporaryFile();
  writeAndDie(file, 'r1', 100_000);
  expect(statSync(`${file}-wal`).size).toBeGreaterThan(100_000);
  const store = sqliteStore(file);
  expect(statSync(`${file}-wal`).size).toBe(0);
  expect(store.history('r1')).toHaveLength(1);
  store.close();
});
