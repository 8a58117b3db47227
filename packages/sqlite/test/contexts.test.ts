/** A run's context is read back as it was written, although a row has only what differs from a run that begins. */
import { createCore } from '@perdure/core';
import type { Failure } from '@perdure/failure';
import type { RunContext } from '@perdure/run';
import type { AtOnceStore } from '@perdure/runtime/store';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { sqliteStore } from '../src/index.ts';
import { temporaryFile } from './temporary-file.ts';

const begun = createCore().begin({}).stored;
const { usage: _, ...withoutUsage } = begun.context;

const failure: Failure = { kind: 'serverError', retryable: true, message: 'busy', decidedBy: 'x' };

let file: string;
let store: AtOnceStore;

const open = () => {
  store = sqliteStore(file, { thread: false });
  onTestFinished(() => store.close());
};
const sql = <T>(text: string): T[] => {
  const db = new Database(file);
  onTestFinished(() => void db.close());
  const statement = db.prepare<[], T>(text);
  if (statement.reader) return statement.all();
  expect(statement.run().changes).toBeGreaterThan(0);
  return [];
};
const create = (id: string, context: RunContext) => {
  const run = { id, threadId: id, stored: { ...begun, context } };
  store.commit([{ type: 'createRun', run, at: 1 }]);
  return run;
};

beforeEach(() => {
  file = temporaryFile();
  open();
});

describe('a context', () => {
  it.each<[string, RunContext]>([
    ['that begins', begun.context],
    [
      'with an answer',
      { ...begun.context, answer: { a: [null, 0] }, answered: '?', retryCount: 2 },
    ],
    ['with falsy values', { ...begun.context, request: 0, question: '', answer: false }],
    ['with a failure', { ...begun.context, failure }],
    ['with a field of a later version', { ...begun.context, later: null } as RunContext],
    ['that is damaged', { ...begun.context, policy: null as never }],
    ['of a former version', withoutUsage as RunContext],
    ['of a former version, without a policy', { retryCount: 3 } as RunContext],
  ])('%s is read back as it was written, and as it was written anew', (_what, context) => {
    const run = create('r1', context);
    expect(store.findRun('r1')).toStrictEqual(run);
    create('r2', begun.context);
    const later = { ...run, id: 'r2', threadId: 'r2' };
    store.commit([{ type: 'updateRun', run: later, at: 2 }]);
    expect(store.findRun('r2')).toStrictEqual(later);
  });

  it('of a run that begins is empty, and a policy stands once', () => {
    create('r1', begun.context);
    create('r2', begun.context);
    create('r3', { ...begun.context, policy: { ...begun.context.policy, maxRetries: 1 } });
    expect(sql('SELECT context, policy FROM runs ORDER BY id')).toEqual([
      { context: '{}', policy: 1 },
      { context: '{}', policy: 1 },
      { context: '{}', policy: 2 },
    ]);
    expect(store.findRun('r3')?.stored.context.policy.maxRetries).toBe(1);
  });

  it('that is whole in its row is read, and is shortened when the run changes', () => {
    const run = create('r1', begun.context);
    const whole = JSON.stringify(begun.context);
    store.close();
    sql(`UPDATE runs SET policy = NULL, context = '${whole}'`);
    open();
    expect(store.findRun('r1')).toStrictEqual(run);
    store.commit([{ type: 'updateRun', run, at: 2 }]);
    expect(sql('SELECT context FROM runs')).toEqual([{ context: '{}' }]);
  });

  it.each([
    ['a policy that is damaged', `UPDATE policies SET json = '{'`, ['policies', 'json', '1']],
    ['a policy that is no object', `UPDATE policies SET json = '7'`, ['policies', 'json', '1']],
    ['a failure that is damaged', `UPDATE runs SET failure = '{'`, ['runs', 'failure', 'r1']],
    ['a context that is damaged', `UPDATE runs SET context = '{'`, ['runs', 'context', 'r1']],
  ])('%s is named', (_what, damage, [table, column, row]) => {
    create('r1', begun.context);
    store.close();
    sql(damage);
    open();
    const error = expect.objectContaining({ name: 'DamagedRowError', table, column, row });
    expect(() => store.findRun('r1')).toThrow(error);
  });
});
