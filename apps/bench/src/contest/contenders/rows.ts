/**
 * The rows of a run as the store writes them, hand-written with better-sqlite3: three transactions a run, without
 * machine, runtime and validation. The floor uses them, and so do peers without storage.
 */
import { join } from 'node:path';
import { sqliteStore } from '@perdure/sqlite';
import Database from 'better-sqlite3';
import type { Durability, Recorded } from '../contender.ts';
import { prompt } from '../workload.ts';
import { recordedIn } from './recorded.ts';

export interface Rows {
  start(id: string): void;
  /** The attempt has failed: its partial text is discarded, and the next attempt begins. */
  retry(id: string, partial: string, error: unknown): void;
  complete(id: string, text: string): void;
  recorded(id: string): Recorded;
  close(): void;
}

export function openRows(folder: string, durability: Durability): Rows {
  const file = join(folder, 'runs.db');
  // The store is opened once, because it creates its tables, and the floor must write to the same tables.
  sqliteStore(file).close();
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma(`synchronous = ${durability}`);
  const sql = (text: string) => db.prepare(text);
  const thread = sql('INSERT INTO threads (id, seq, created_at, updated_at) VALUES (?, 4, ?, ?)');
  const seq = sql('UPDATE threads SET seq = seq + ?, updated_at = ? WHERE id = ?');
  const run = sql(
    `INSERT INTO runs (id, thread_id, state, retry_count, context, last_fence, attempt_fence, created_at, updated_at)
     VALUES (?, ?, 'running', 0, ?, 1, 1, ?, ?)`,
  );
  const update = sql(
    `UPDATE runs SET state = ?, retry_count = ?, failure = ?, context = ?, last_fence = ?, attempt_fence = ?, updated_at = ?
     WHERE id = ?`,
  );
  const message = sql(
    `INSERT INTO messages (id, thread_id, run_id, attempt_fence, role, parts, status, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const event = sql(
    'INSERT INTO events (thread_id, seq, run_id, type, data, at, message) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const names = sql('UPDATE messages SET event_seq = ? WHERE ordinal = ?');
  const attempt = sql(
    `INSERT INTO attempts (run_id, fence, retry_count, outcome, started_at) VALUES (?, ?, ?, 'running', ?)`,
  );
  const endAttempt = sql(
    'UPDATE attempts SET outcome = ?, failure = ?, ended_at = ? WHERE run_id = ? AND fence = ?',
  );
  const context = JSON.stringify({ policy: {}, request: null, retryCount: 0 });
  const partsOf = (text: string) => JSON.stringify([{ type: 'text', text }]);

  const start = db.transaction((id: string, parts: string, at: number) => {
    thread.run(id, at, at);
    run.run(id, id, context, at, at);
    const asked = message.run(`${id}-p`, id, id, null, 'user', parts, 'completed', at, at);
    event.run(id, 1, id, 'run.queued', '{}', at, null);
    names.run(2, asked.lastInsertRowid);
    event.run(id, 2, id, 'message.completed', '{}', at, asked.lastInsertRowid);
    event.run(id, 3, id, 'run.started', '{}', at, null);
    event.run(id, 4, id, 'attempt.started', '{"retryCount":0}', at, null);
    attempt.run(id, 1, 0, at);
  });
  const retry = db.transaction((id: string, partial: string, failure: string, at: number) => {
    message.run(`${id}-h`, id, id, 1, 'assistant', partial, 'discarded', at, at);
    update.run('running', 1, failure, context, 3, 3, at, id);
    endAttempt.run('failed', failure, at, id, 1);
    event.run(id, 5, id, 'message.discarded', `{"messageId":"${id}-h"}`, at, null);
    event.run(id, 6, id, 'run.retrying', failure, at, null);
    event.run(id, 7, id, 'attempt.started', '{"retryCount":1}', at, null);
    attempt.run(id, 3, 1, at);
    seq.run(3, at, id);
  });
  const complete = db.transaction((id: string, parts: string, at: number) => {
    const answer = message.run(`${id}-a`, id, id, 3, 'assistant', parts, 'completed', at, at);
    update.run('completed', 1, null, context, 3, null, at, id);
    endAttempt.run('completed', null, at, id, 3);
    names.run(8, answer.lastInsertRowid);
    event.run(id, 8, id, 'message.completed', '{}', at, answer.lastInsertRowid);
    event.run(id, 9, id, 'run.completed', '{"output":{"finishReason":"stop"}}', at, null);
    seq.run(2, at, id);
  });

  return {
    start: (id) => start.immediate(id, partsOf(prompt), Date.now()),
    retry: (id, partial, error) =>
      retry.immediate(id, partsOf(partial), JSON.stringify({ message: String(error) }), Date.now()),
    complete: (id, text) => complete.immediate(id, partsOf(text), Date.now()),
    recorded: (id) => recordedIn(file, id),
    close() {
      db.close();
    },
  };
}
