/** What a read costs does not depend on what it does not return. */
import { createRuntime } from '@perdure/runtime';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { sqliteStore } from '../src/index.ts';
import { pageStatements } from '../src/pages.ts';
import { latestThreads } from '../src/reads.ts';
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

it('a page of long messages ends early, and the pages have all messages', async () => {
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
  for (let n = 0; n < 6; n++) await (await runtime.thread('t').start({ prompt: 'Why?' })).done();
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
  runtime.thread('t').events$.subscribe(() => told++);
  expect(told).toBe(36);
});
