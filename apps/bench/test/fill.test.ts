/** A filled file equals one that the runtime has written. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRuntime, type Provider, type ProviderRequest } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Past, writePast } from '../src/figures/fill.ts';
import { copyId, template } from '../src/figures/repeat.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perdure-bench-test-'));
  file = join(folder, 'filled.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const fill = (past: Omit<Past, 'file'>) => writePast({ ...past, file }, () => {});

/** Opens a runtime on the file, with a provider that answers at once. */
async function openRuntime() {
  const requests: ProviderRequest[] = [];
  const provider: Provider = async function* (request) {
    requests.push(request);
    yield { type: 'text', text: 'Yes.' };
    yield { type: 'finish', reason: 'stop' };
  };
  const runtime = await createRuntime({ store: sqliteStore(file), provider });
  return { runtime, requests };
}

/** All rows of a thread, table by table, with its id replaced by `ID`. */
function rowsOf(threadId: string): string {
  const db = new Database(file, { readonly: true });
  const of = (table: string, where: string) =>
    (db.prepare(`SELECT * FROM ${table} WHERE ${where}`).all(threadId) as object[]).map((row) => ({
      ...row,
      ordinal: undefined,
    }));
  const ofRuns = 'run_id IN (SELECT id FROM runs WHERE thread_id = ?)';
  const rows = [
    of('threads', 'id = ?'),
    ...['runs', 'messages', 'events'].map((table) => of(table, 'thread_id = ?')),
    ...['attempts', 'timers'].map((table) => of(table, ofRuns)),
  ];
  db.close();
  return JSON.stringify(rows).replaceAll(threadId, 'ID');
}

it.each(['completed', 'retrying', 'running'] as const)(
  'holds the rows of its one thread again, with other ids: %s',
  async (until) => {
    await fill({ threads: 4, runsInThread: until === 'completed' ? 3 : 1, until });
    expect(rowsOf(template)).toContain(`"state":"${until}"`);
    for (const number of [1, 2, 3]) expect(rowsOf(copyId(number))).toBe(rowsOf(template));
    expect(rowsOf(copyId(4))).toBe('[[],[],[],[],[],[]]');
  },
);

it('has a history, which the next run gets', async () => {
  await fill({ threads: 3, runsInThread: 2, until: 'completed' });
  const { runtime, requests } = await openRuntime();
  const run = await runtime.thread(copyId(2)).start({ prompt: 'And at night?' });
  expect(await run.done()).toMatchObject({ status: 'completed' });
  expect(requests[0]?.messages.map(({ role }) => role)).toEqual([
    ...['user', 'assistant'],
    ...['user', 'assistant'],
    'user',
  ]);
  await runtime.close();
});

it('has waits, which go on', async () => {
  await fill({ threads: 3, runsInThread: 1, until: 'retrying' });
  const { runtime, requests } = await openRuntime();
  const [queued] = await runtime.thread(copyId(2)).events(0);
  const run = await runtime.run(queued?.runId ?? '');
  expect(run?.getSnapshot().value).toBe('retrying');
  await run?.send({ type: 'run.retryNow' });
  expect(await run?.done()).toMatchObject({ status: 'completed', retryCount: 1 });
  expect(requests).toHaveLength(1);
  await runtime.close();
});

it('has attempts that were lost with their process, which are recovered', async () => {
  await fill({ threads: 3, runsInThread: 1, until: 'running' });
  const { runtime } = await openRuntime();
  const events = await runtime.thread(copyId(2)).events(0);
  const run = await runtime.run(events[0]?.runId ?? '');
  expect(run?.getSnapshot().value).toBe('retrying');
  expect(events.map(({ type }) => type)).toContain('message.discarded');
  await runtime.close();
});
