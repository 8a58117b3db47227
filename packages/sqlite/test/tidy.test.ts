/** What a store does by itself in small steps: old rows take the shape of this version, and free pages are given back. */
import { copyFileSync, statSync } from 'node:fs';
import { createCore } from '@perdure/core';
import type { Store, Write } from '@perdure/runtime/store';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SimulatedClock } from 'xstate';
import { sqliteStore } from '../src/index.ts';
import { Upkeep } from '../src/upkeep.ts';
import { temporaryFile } from './temporary-file.ts';

const open = (file: string) => {
  const store = sqliteStore(file, { thread: false });
  onTestFinished(() => store.close());
  return store;
};
const sql = (file: string, text: string): unknown[] => {
  const db = new Database(file);
  const statement = db.prepare(text).pluck();
  const found = statement.all();
  db.close();
  return found;
};
const change = (file: string, text: string) => {
  const db = new Database(file);
  db.exec(text);
  db.close();
};

/** Does `tidy` to the end. Returns the number of steps. */
const finish = (step: () => boolean): number => {
  for (let steps = 1; steps < 1_000; steps++) if (step()) return steps;
  throw new Error('It does not end.');
};

describe('a file of version 8', () => {
  /** The file v8.db with 250 more messages, the last of which differs from its event, and is damaged in one. */
  const oldFile = () => {
    const file = temporaryFile();
    copyFileSync(new URL('fixtures/v8.db', import.meta.url), file);
    change(
      file,
      `CREATE TEMP TABLE n AS WITH RECURSIVE n(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM n WHERE n < 250) SELECT n FROM n;
       INSERT INTO threads (id, seq, created_at) VALUES ('many', 250, 0);
       INSERT INTO runs (id, thread_id, state, retry_count, context, last_fence, created_at, updated_at)
         SELECT 'many' || n, 'many', 'completed', 0, (SELECT context FROM runs WHERE id = 'completed'), 0, 0, 0 FROM n;
       INSERT INTO messages (id, thread_id, run_id, role, parts, status, created_at, updated_at)
         SELECT 'many' || n, 'many', 'many' || n, 'user', '[{"type":"text","text":"' || n || '"}]', 'completed', 0, 0 FROM n;
       INSERT INTO events SELECT 'many', n, 'many' || n, 'message.completed', json_object('message', json_object(
         'id', 'many' || n, 'runId', 'many' || n, 'role', 'user', 'parts', json(parts), 'status', 'completed')), 0
         FROM n JOIN messages ON messages.id = 'many' || n;
       UPDATE messages SET parts = '[{"type":"text","text":"other"}]' WHERE id = 'many100';
       UPDATE messages SET parts = '[' WHERE id = 'many101';
       UPDATE runs SET context = '{' WHERE id = 'many102'`,
    );
    return file;
  };
  const threads = (file: string) => sql(file, 'SELECT id FROM threads ORDER BY id') as string[];
  const runs = (file: string) => sql(file, 'SELECT id FROM runs ORDER BY id') as string[];
  const shown = (store: Store, file: string) => ({
    events: threads(file).map((id) => store.events(id, 0, 500)),
    runs: runs(file).flatMap((id) => (id === 'many102' ? [] : [store.findRun(id)])),
  });

  it('says the same at every step, also if each is done by another process', () => {
    const file = oldFile();
    let store = sqliteStore(file, { thread: false });
    const before = shown(store, file);
    expect(before.events.flat().length).toBeGreaterThan(280);
    const steps = finish(() => {
      const isDone = store.tidy();
      expect(shown(store, file)).toStrictEqual(before);
      store.close();
      store = sqliteStore(file, { thread: false });
      return isDone;
    });
    store.close();
    expect(steps).toBeGreaterThan(5);
    expect(sql(file, `SELECT data FROM events WHERE data LIKE '%"parts"%'`)).toHaveLength(2);
    expect(sql(file, 'SELECT id FROM runs WHERE policy IS NULL')).toEqual(['many102']);
    expect(sql(file, 'SELECT count(*) FROM policies')).toEqual([1]);
  });

  it('takes new events meanwhile, which are not moved twice', () => {
    const file = oldFile();
    const store = open(file);
    store.tidy();
    const message = {
      id: 'new',
      runId: 'many1',
      role: 'user',
      parts: [],
      status: 'completed',
    } as const;
    const fact = { type: 'message.completed', message } as const;
    store.commit([
      { type: 'putMessage', threadId: 'many', message, attemptFence: null, at: 1 },
      { type: 'appendEvent', threadId: 'many', runId: 'many1', fact, at: 1 },
    ]);
    finish(() => store.tidy());
    expect(store.events('many', 250, 9)).toMatchObject([{ seq: 251, message }]);
  });

  it('cannot be cut, and says so', () => {
    const store = open(oldFile());
    finish(() => store.tidy());
    expect(store.stats()).toMatchObject({ canShrink: false });
  });
});

describe('a new file', () => {
  const threads = Array.from({ length: 40 }, (_, index) => `t${index}`);
  const stored = { ...createCore().begin({}).stored, state: 'completed' } as const;
  const parts = [{ type: 'text', text: 'x'.repeat(20_000) }] as const;
  const filled = (file: string) => {
    const store = open(file);
    for (const id of threads)
      store.commit([
        { type: 'createRun', run: { id, threadId: id, stored }, at: 7 },
        {
          type: 'putMessage',
          threadId: id,
          message: { id, runId: id, role: 'user', parts, status: 'completed' },
          attemptFence: null,
          at: 7,
        },
        { type: 'appendEvent', threadId: id, runId: id, fact: { type: 'run.queued' }, at: 7 },
      ]);
    return store;
  };
  const forget = (threadId: string): Write => ({ type: 'forgetThread', threadId });

  it('says how large it is, and of what', () => {
    const store = filled(temporaryFile());
    const { bytes, logBytes, freeBytes, tables, oldestEventAt, canShrink } = store.stats();
    expect(tables.messages).toBeGreaterThan(800_000);
    expect(Object.keys(tables)[0]).toBe('messages');
    const used = Object.values(tables).reduce((sum, table) => sum + table, 0);
    // One page is SQLite's own: it says where the other pages are.
    expect(bytes - used - freeBytes).toBeLessThanOrEqual(4_096);
    expect(logBytes).toBeGreaterThan(0);
    expect([oldestEventAt, canShrink]).toEqual([7, true]);
    expect(open(':memory:').stats().oldestEventAt).toBeUndefined();
  });

  it('keeps its length while it is copied', async () => {
    const store = filled(temporaryFile());
    store.commit(threads.slice(1).map(forget));
    const { bytes } = store.stats();
    const lengths: number[] = [];
    await store.backup(temporaryFile('backup.db'), {
      progress() {
        expect(store.tidy()).toBe(true);
        lengths.push(store.stats().bytes);
      },
    });
    expect(new Set(lengths)).toEqual(new Set([bytes]));
    expect(finish(() => store.tidy())).toBeGreaterThan(2);
    expect(store.stats().bytes).toBeLessThan(bytes / 3);
  });

  it('is cut in steps after its threads were forgotten', () => {
    const file = temporaryFile();
    const store = filled(file);
    const { bytes } = store.stats();
    store.commit(threads.slice(1).map(forget));
    expect(store.stats()).toMatchObject({ bytes });
    expect(store.stats().freeBytes).toBeGreaterThan(700_000);
    expect(finish(() => store.tidy())).toBeGreaterThan(2);
    expect(store.stats()).toMatchObject({ freeBytes: 0 });
    store.close();
    expect(statSync(file).size).toBeLessThan(bytes / 3);
    expect(sql(file, 'PRAGMA integrity_check')).toEqual(['ok']);
  });
});

describe('upkeep', () => {
  const upkeep = (step: () => boolean) => {
    const clock = new SimulatedClock();
    const made = new Upkeep({
      step,
      clock: {
        setTimeout: (action, ms) => clock.setTimeout(action, ms),
        clearTimeout: (timer) => clock.clearTimeout(timer),
      },
    });
    return { made, clock };
  };

  it('does a step every 50 ms until nothing is left, and begins again', () => {
    let left = 3;
    const { made, clock } = upkeep(() => --left === 0);
    made.wake();
    made.wake();
    clock.increment(49);
    expect(left).toBe(3);
    clock.increment(1);
    expect(left).toBe(2);
    clock.increment(1_000);
    clock.increment(1_000);
    clock.increment(1_000);
    expect(left).toBe(0);
    left = 1;
    made.wake();
    clock.increment(50);
    expect(left).toBe(0);
  });

  it('goes on 10 s after a step that failed, and ends when it is closed', () => {
    let steps = 0;
    const { made, clock } = upkeep(() => {
      if (++steps === 1) throw new Error('The disk is full.');
      return false;
    });
    made.wake();
    clock.increment(50);
    clock.increment(9_999);
    expect(steps).toBe(1);
    clock.increment(1);
    expect(steps).toBe(2);
    made.close();
    made.wake();
    clock.increment(60_000);
    expect(steps).toBe(2);
  });
});
