/** What two stores on one schema do to the same threads, and how a store opens. */
import { randomUUID } from 'node:crypto';
import { createCore } from '@perdure/core';
import type { Loaded, LoadedThread, Write } from '@perdure/runtime/store';
import pg from 'pg';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { type PostgresStoreOptions, postgresStore } from '../src/index.ts';

const { stored } = createCore().begin({});
const create = (id: string, threadId = 't1'): Write => ({
  type: 'createRun',
  run: { id, threadId, stored },
  at: 1,
});
const event = (runId: string, threadId = 't1'): Write => ({
  type: 'appendEvent',
  threadId,
  runId,
  fact: { type: 'run.queued' },
  at: 1,
});
const update = (id: string, retryCount: number): Write => ({
  type: 'updateRun',
  run: { id, threadId: 't1', stored: { ...stored, context: { ...stored.context, retryCount } } },
  at: 2,
});

function open(schema: string, options: PostgresStoreOptions = {}) {
  const store = postgresStore(inject('postgresUrl'), { schema, directUrl: null, ...options });
  onTestFinished(() => store.close());
  return store;
}

const twoStores = () => {
  const schema = `test-${randomUUID()}`;
  return [open(schema), open(schema)] as const;
};

/** The threads as an answer has them. */
const threadsOf = (loaded: readonly Loaded[]) =>
  new Map<string, LoadedThread>(
    loaded.flatMap((each) =>
      'thread' in each && each.thread ? [[each.thread.id, each.thread]] : [],
    ),
  );

async function psql(text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}

describe('a thread that another store has changed since it was loaded', () => {
  it('is lost as a whole, with what waits behind it, and other threads of the batch are written', async () => {
    const [a, b] = twoStores();
    await a.commit([create('r1'), event('r1')]);
    const loaded = threadsOf(await a.load([['findRun', 'r1']]));
    await b.commit([update('r1', 3)]);
    const first = a.commit([update('r1', 5), create('r2', 't2'), event('r2', 't2')], loaded);
    const behind = a.commit([update('r1', 6)], loaded);
    expect(await first).toEqual({
      recorded: [expect.objectContaining({ runId: 'r2' })],
      lost: ['t1'],
    });
    expect(await behind).toEqual({ recorded: [], lost: ['t1'] });
    expect((await a.findRun('r1'))?.stored.context.retryCount).toBe(3);
    expect(await a.findRun('r2')).toMatchObject({ threadId: 't2' });
  });

  it('is lost if it is new, and the other store has made it', async () => {
    const [a, b] = twoStores();
    const loaded = threadsOf(await a.load([['findActiveRun', 't1']]));
    await b.commit([create('r1'), event('r1')]);
    expect(await a.commit([create('r2'), event('r2')], loaded)).toEqual({
      recorded: [],
      lost: ['t1'],
    });
    expect((await a.events('t1', 0, 9)).map(({ runId }) => runId)).toEqual(['r1']);
  });

  it('is not lost by what the store itself has written in between', async () => {
    const [a] = twoStores();
    await a.commit([create('r1'), event('r1')]);
    const loaded = threadsOf(await a.load([['findRun', 'r1']]));
    const answers = await Promise.all(
      [1, 2, 3].map((count) => a.commit([update('r1', count), event('r1')], loaded)),
    );
    expect(answers.map(({ lost }) => lost)).toEqual([[], [], []]);
    expect(answers.flatMap(({ recorded }) => recorded.map(({ seq }) => seq))).toEqual([2, 3, 4]);
    expect((await a.findRun('r1'))?.stored.context.retryCount).toBe(3);
  });
});

it('a commit that the database refuses writes nothing, and those behind it fail too', async () => {
  const [a] = twoStores();
  await a.commit([create('r1'), event('r1')]);
  const first = a.commit([event('r1'), create('r1')]);
  const behind = a.commit([event('r1')]);
  await expect(first).rejects.toMatchObject({ name: 'StoreWriteError', reason: 'unknown' });
  await expect(behind).rejects.toMatchObject({ name: 'StoreWriteError' });
  expect(await a.commit([event('r1')])).toMatchObject({ recorded: [{ seq: 2 }] });
});

it('two stores that open a new schema at once make its tables once', async () => {
  const schema = `test-${randomUUID()}`;
  const stores = Array.from({ length: 6 }, () => open(schema));
  await Promise.all(stores.map((store, at) => store.commit([create(`r${at}`, `t${at}`)])));
  expect(await stores[0]?.findRun('r5')).toMatchObject({ threadId: 't5' });
});

it('a schema of a newer version, and one of another program, are refused', async () => {
  const schema = `test-${randomUUID()}`;
  await open(schema).threads(1);
  await psql(`UPDATE "${schema}".meta SET version = 99, oldest_writer = 1`);
  await open(schema).threads(1);
  await psql(`UPDATE "${schema}".meta SET oldest_writer = 99`);
  await expect(open(schema).threads(1)).rejects.toMatchObject({ name: 'NewerSchemaError' });
  const foreign = `test-${randomUUID()}`;
  await psql(`CREATE SCHEMA "${foreign}"; CREATE TABLE "${foreign}".orders (id integer)`);
  await expect(open(foreign).threads(1)).rejects.toMatchObject({ name: 'ForeignSchemaError' });
});

it('a database that is not there is told with what to do, and an option that is wrong with its name', async () => {
  const away = postgresStore('postgres://nobody@127.0.0.1:1/none');
  await expect(away.threads(1)).rejects.toMatchObject({ name: 'UnusableDatabaseError' });
  await expect(away.commit([create('r1')])).rejects.toMatchObject({
    name: 'UnusableDatabaseError',
  });
  await away.close();
  expect(() => postgresStore('mysql://host/name')).toThrow(/postgres:\/\//);
  expect(() => open('perdure', { pool: 3 } as never)).toThrow(/'pool'/);
  expect(() => open('perdure', { poolSize: 1 })).toThrow(/poolSize/);
});

it('without prepared statements it does the same', async () => {
  const store = open(`test-${randomUUID()}`, { preparedStatements: false });
  await store.commit([create('r1'), event('r1')]);
  expect(await store.events('t1', 0, 9)).toHaveLength(1);
});
