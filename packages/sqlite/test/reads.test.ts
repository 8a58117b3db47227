/** What a read costs does not depend on what it does not return. */
import { createCore } from '@perdure/core';
import { createRuntime } from '@perdure/runtime';
import type { Write } from '@perdure/runtime/store';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { sqliteStore } from '../src/index.ts';
import { pageStatements } from '../src/pages.ts';
import { latestThreads, prepareReads } from '../src/reads.ts';
import { temporaryFile } from './temporary-file.ts';

it('a list of threads reads the latest ones by their index, and no others', () => {
  const file = temporaryFile();
  sqliteStore(file).close();
  const db = new Database(file, { readonly: true });
  onTestFinished(() => void db.close());
  const plan = db
    .prepare(`EXPLAIN QUERY PLAN ${latestThreads}`)
    .all(100)
    .map((step) => (step as { detail: string }).detail);
  expect(plan).toContain('SCAN threads USING INDEX threads_by_change');
});

it.each<[keyof typeof pageStatements, string]>([
  ['lastSeq', 'SEARCH threads USING PRIMARY KEY (id=?)'],
  ['messagePlace', 'SEARCH messages USING INDEX sqlite_autoindex_messages_1 (id=?)'],
  ['activePlace', 'SEARCH runs USING INDEX one_active_run (thread_id=?)'],
  ['queuedPlace', 'SEARCH runs USING COVERING INDEX queued_runs (thread_id=?)'],
  ['begunPlace', 'SEARCH runs USING INDEX begun_runs (thread_id=? AND ordinal<?)'],
  ['runsBack', 'SEARCH runs USING INDEX conversations (thread_id=? AND ordinal<?)'],
  ['messagesBack', 'SEARCH messages USING INDEX messages_by_run (run_id=? AND rowid<?)'],
  ['pageRun', 'SEARCH runs USING INDEX sqlite_autoindex_runs_1 (id=?)'],
  ['eventsOf', 'SEARCH events USING INDEX events_by_run (run_id=?)'],
])('a page finds its rows by an index, and sorts none: %s', (name, first) => {
  const file = temporaryFile();
  sqliteStore(file).close();
  const db = new Database(file, { readonly: true });
  onTestFinished(() => void db.close());
  const statement = pageStatements[name];
  const values = Array(statement.split('?').length - 1).fill(1);
  const plan = db
    .prepare(`EXPLAIN QUERY PLAN ${statement}`)
    .all(...values)
    .map((step) => (step as { detail: string }).detail);
  expect(plan[0]).toBe(first);
  expect(plan.join()).not.toMatch(/SCAN|TEMP B-TREE/);
});

it('a page is as of one commit, also if another thread commits meanwhile', () => {
  const file = temporaryFile();
  const store = sqliteStore(file, { thread: false });
  const writes = (n: number): Write[] => {
    const [threadId, runId] = ['t', `r${n}`];
    const message = { id: `m${n}`, runId, role: 'user', parts: [], status: 'completed' } as const;
    return [
      {
        type: 'createRun',
        run: { id: runId, threadId, stored: createCore().begin({}).stored },
        at: n,
      },
      { type: 'appendEvent', threadId, runId, fact: { type: 'run.queued' }, at: n },
      { type: 'putMessage', threadId, message, attemptFence: null, at: n },
      { type: 'appendEvent', threadId, runId, fact: { type: 'message.completed', message }, at: n },
    ];
  };
  store.commit(writes(1));
  const before = store.page('t', 9);
  const db = new Database(file, { readonly: true });
  onTestFinished(() => void db.close());
  /** The connection, on which a commit comes in before the last event's number is read. */
  const interrupted = new Proxy(db, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      if (name !== 'prepare') return member.bind(target);
      return (sql: string) => {
        const statement = target.prepare(sql);
        if (sql !== pageStatements.lastSeq) return statement;
        const plucked = statement.pluck();
        return {
          pluck: () => ({
            get(id: string) {
              store.commit(writes(2));
              return plucked.get(id);
            },
          }),
        };
      };
    },
  });
  const reads = prepareReads(interrupted);
  expect(reads.page('t', 9)).toStrictEqual(before);
  expect(reads.findRun('r2')).toBeDefined();
  store.close();
});

it('a message is as of one commit, also if another thread ends it meanwhile', () => {
  const file = temporaryFile();
  const store = sqliteStore(file, { thread: false });
  const put = (text: string, status: 'streaming' | 'completed'): Write => {
    const parts = [{ type: 'text' as const, text }];
    const message = { id: 'm', runId: 'r', role: 'assistant', parts, status } as const;
    return { type: 'putMessage', threadId: 't', message, attemptFence: 1, at: 1 };
  };
  const { stored } = createCore().begin({});
  const more = { index: 0, offset: 5, part: { type: 'text', text: ' for the sky' } } as const;
  store.commit([
    { type: 'createRun', run: { id: 'r', threadId: 't', stored }, at: 1 },
    put('Wait,', 'streaming'),
    { type: 'appendPieces', threadId: 't', runId: 'r', messageId: 'm', pieces: [more], at: 1 },
  ]);
  const before = store.findMessage('m');
  expect(before?.parts).toEqual([{ type: 'text', text: 'Wait, for the sky' }]);
  let isEnded = false;
  const db = new Database(file, {
    readonly: true,
    // Called before the statement is run.
    verbose(sql) {
      if (isEnded || !/FROM drafts/.test(String(sql))) return;
      isEnded = true;
      store.commit([put('Wait, for the sky is blue.', 'completed')]);
    },
  });
  onTestFinished(() => void db.close());
  expect(prepareReads(db).findMessage('m')).toStrictEqual(before);
  expect(isEnded).toBe(true);
  store.close();
});

/** A thread of six runs, each with an answer of 3 MiB. */
async function longAnswers() {
  const store = sqliteStore(':memory:');
  const long = 'x'.repeat(3 * 2 ** 20);
  const runtime = await createRuntime({
    store,
    async *provider() {
      yield { type: 'text', text: long };
      yield { type: 'finish', reason: 'stop' };
    },
  });
  onTestFinished(() => runtime.close());
  const thread = runtime.thread('t');
  for (let n = 0; n < 6; n++) await (await thread.start({ prompt: 'Why?' })).done();
  return { store, thread };
}

it('a page of long messages ends early, and the pages have all messages', async () => {
  const { thread } = await longAnswers();
  const view = thread.view({ limit: 500 });
  view.subscribe(() => {});
  const counts = [view.getSnapshot().messages.length];
  while (view.getSnapshot().hasEarlier) {
    await view.loadEarlier();
    counts.push(view.getSnapshot().messages.length);
  }
  expect(counts).toEqual([4, 8, 12]);
  expect(view.getSnapshot()).toEqual(thread.getSnapshot());
});

it('a page of long events ends early, and the pages have all events', async () => {
  const { store, thread } = await longAnswers();
  const sizes: number[] = [];
  const seqs: number[] = [];
  for (;;) {
    const page = store.events('t', seqs.at(-1) ?? 0, 500);
    if (page.length === 0) break;
    sizes.push(JSON.stringify(page).length);
    seqs.push(...page.map(({ seq }) => seq));
  }
  expect(Math.max(...sizes)).toBeLessThan(9 * 2 ** 20);
  expect(seqs).toEqual(Array.from({ length: 36 }, (_, index) => index + 1));
  let told = 0;
  thread.events$.subscribe(() => told++);
  expect(told).toBe(36);
});
