/** The operations, on a real file. */

import { readdirSync, readFileSync } from 'node:fs';
import { createCore } from '@perdure/core';
import { runStates } from '@perdure/run';
import { attemptOutcomes, type Write } from '@perdure/runtime/store';
import { messageStatuses } from '@perdure/thread';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { type SqliteStore, sqliteStore } from '../src/index.ts';
import { temporaryFile } from './temporary-file.ts';

let file: string;
let store: SqliteStore;

/** Runs r1 and r2 in one thread and r3 in another, each with two messages of every status. */
beforeEach(() => {
  file = temporaryFile();
  store = sqliteStore(file, { thread: false });
  const stored = createCore().begin({}).stored;
  for (const [id, threadId] of [
    ['r1', 't1'],
    ['r2', 't1'],
    ['r3', 't2'],
  ] as const) {
    const messages = messageStatuses.flatMap((status) => [`${status}-a`, `${status}-b`]);
    store.commit([
      { type: 'createRun', run: { id, threadId, stored }, at: 1 },
      ...messages.map(
        (name): Write => ({
          type: 'putMessage',
          threadId,
          message: {
            id: `${id}-${name}`,
            runId: id,
            role: 'assistant',
            parts: [{ type: 'text', text: name }],
            status: messageStatuses.find((status) => name.startsWith(status)) ?? 'failed',
          },
          attemptFence: 1,
          at: 1,
        }),
      ),
    ]);
  }
  return () => store.close();
});

/** The file's rows, read by a connection of its own, so that the test does not depend on the store's reads. */
function rows<Row>(sql: string): Row[] {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare<[], Row>(sql).all();
  } finally {
    db.close();
  }
}

type Row = { id: string; run_id: string; status: string; updated_at: number };
const messages = () => rows<Row>('SELECT id, run_id, status, updated_at FROM messages ORDER BY id');

describe('discardFailedMessages', () => {
  it('discards the failed messages of one run, and changes nothing else', () => {
    const before = messages();
    expect(store.discardFailedMessages('r1', 7)).toBe(2);
    expect(messages()).toEqual(
      before.map((row) =>
        row.run_id === 'r1' && row.status === 'failed'
          ? { ...row, status: 'discarded', updated_at: 7 }
          : row,
      ),
    );
  });

  it('discards nothing the second time', () => {
    store.discardFailedMessages('r1');
    expect(store.discardFailedMessages('r1')).toBe(0);
  });

  it.each(['', 'nobody', 'R1', "' OR 1=1 --"])(
    'gives undefined for the id %j, which no run has',
    (id) => {
      const before = messages();
      expect(store.discardFailedMessages(id)).toBeUndefined();
      expect(messages()).toEqual(before);
    },
  );
});

describe('findRunStatus', () => {
  it.each(runStates)('finds the state %s', (state) => {
    const run = store.findRun('r1');
    if (run === undefined) throw new Error('r1 is missing');
    store.commit([{ type: 'updateRun', run: { ...run, stored: { ...run.stored, state } }, at: 2 }]);
    expect(store.findRunStatus('r1')).toBe(state);
    expect(store.findRunStatus('r2')).toBe('queued');
  });

  it.each(['', 'nobody'])('gives undefined for the id %j, which no run has', (id) => {
    expect(store.findRunStatus(id)).toBeUndefined();
  });
});

describe('status words', () => {
  const words = {
    runs: ['state', runStates],
    messages: ['status', messageStatuses],
    attempts: ['outcome', attemptOutcomes],
  } as const;

  it.each(Object.entries(words))(
    'of %s are exactly those of the constant',
    (table, [column, allowed]) => {
      const [check] = rows<{ sql: string }>(
        `SELECT sql FROM sqlite_schema WHERE name = '${table}'`,
      ).map(({ sql }) => new RegExp(`CHECK \\(${column} IN \\(([^)]*)\\)\\)`).exec(sql)?.[1]);
      expect(check?.match(/\w+/g)).toEqual([...allowed]);
    },
  );

  it('come into the SQL only through the constants', () => {
    const folder = new URL('../src/', import.meta.url);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const sources = files
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(new URL(name, folder), 'utf8'));
    const known = new Set<string>([...runStates, ...messageStatuses, ...attemptOutcomes]);
    const bare = sources
      .map((text) => text.replace(/\/\*[\s\S]*?\*\/|\$\{[^}]*\}/g, ''))
      .flatMap((text) => text.match(/'\w+'/g) ?? [])
      .filter((literal) => known.has(literal.slice(1, -1)));
    expect(sources.join()).toContain("state('queued')");
    expect(bare).toEqual([]);
  });

  it('that the code does not know are refused by the database', () => {
    const db = new Database(file);
    expect(() => db.exec(`UPDATE messages SET status = 'gone'`)).toThrow(/CHECK constraint failed/);
    expect(() => db.exec(`UPDATE messages SET cut = 'gone'`)).toThrow(/CHECK constraint failed/);
    expect(() => db.exec(`UPDATE runs SET state = 'gone'`)).toThrow(/CHECK constraint failed/);
    db.close();
  });
});
