/** The write-ahead log is moved into the file while the process runs, in event-loop turns without a commit. */
import { setImmediate as turn } from 'node:timers/promises';
import { createCore } from '@perdure/core';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { sqliteStore } from '../src/index.ts';
import { temporaryFile } from './temporary-file.ts';

it('a long log is moved into the file one event-loop turn later', async () => {
  const file = temporaryFile();
  const store = sqliteStore(file);
  const reader = new Database(file, { readonly: true });
  /** Pages of the log that are not in the file yet. */
  const waiting = () => {
    const [{ log, checkpointed }] = reader.pragma('wal_checkpoint(NOOP)') as [
      { log: number; checkpointed: number },
    ];
    return log - checkpointed;
  };
  const message = (index: number) => ({
    id: `m${index}`,
    runId: 'r1',
    role: 'user' as const,
    status: 'completed' as const,
    parts: [{ type: 'text' as const, text: 'x'.repeat(40_000) }],
  });
  const run = { id: 'r1', threadId: 't1', stored: createCore().begin({}).stored };
  store.commit([{ type: 'createRun', run, at: 0 }]);
  const writes = Array.from({ length: 120 }, (_, index) => ({
    type: 'putMessage' as const,
    threadId: 't1',
    message: message(index),
    attemptFence: null,
    at: 0,
  }));
  store.commit(writes);
  expect(waiting()).toBeGreaterThan(1_000);
  await turn();
  await turn();
  expect(waiting()).toBe(0);
  reader.close();
  store.close();
});
