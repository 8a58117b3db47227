/**
 * The rows of a run as the store writes them, by hand with better-sqlite3: three transactions a run. No machine,
 * no runtime, no validation. For the floor, and for who brings no storage.
 */
import { join } from 'node:path';
import { sqliteStore } from '@perdure/sqlite';
import Database from 'better-sqlite3';
import type { Durability, Recorded } from '../contender.ts';
import { prompt } from '../workload.ts';
import { recordedIn } from './recorded.ts';

export interface Rows {
  start(id: string): void;
  /** The attempt failed, its half of a text is discarded, and the next begins. */
  retry(id: string, half: string, error: unknown): void;
  complete(id: string, text: string): void;
  recorded(id: string): Recorded;
  close(): void;
}

export function openRows(folder: string, durability: Durability): Rows {
  const file = join(folder, 'runs.db');
  // The tables are the store's own: made by it once, and then left to us.
  sqliteStore(file).close();
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma(`synchronous = ${durability}`);
  const sql = (text: string) => db.prepare(text);
  const thread = sql('INSERT INTO threads (id, seq, created_at) VALUES (?, 4, ?)');
  const seq = sql('UPDATE threads SET seq = seq + ? WHERE id = ?');
  const run = sql(
    `INSERT INTO runs (id, thread_id, state, retries, context, tokens, attempt, created_at, updated_at)
     VALUES (?, ?, 'running', 0, ?, 1, 1, ?, ?)`,
  );
  const update = sql(
    'UPDATE runs SET state = ?, retries = ?, failure = ?, context = ?, tokens = ?, attempt = ?, updated_at = ? WHERE id = ?',
  );
  const message = sql(
    `INSERT INTO messages (id, thread_id, run_id, attempt, role, parts, status, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const event = sql(
    'INSERT INTO events (thread_id, seq, run_id, type, data, at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const attempt = sql(
    `INSERT INTO attempts (run_id, token, retry, status, started_at) VALUES (?, ?, ?, 'running', ?)`,
  );
  const endAttempt = sql(
    'UPDATE attempts SET status = ?, failure = ?, ended_at = ? WHERE run_id = ? AND token = ?',
  );
  const context = JSON.stringify({ policy: {}, request: null, retries: 0 });
  const partsOf = (text: string) => JSON.stringify([{ type: 'text', text }]);

  const start = db.transaction((id: string, parts: string, at: number) => {
    thread.run(id, at);
    run.run(id, id, context, at, at);
    message.run(`${id}-p`, id, id, null, 'user', parts, 'completed', at, at);
    event.run(id, 1, id, 'run.queued', '{}', at);
    event.run(id, 2, id, 'message.completed', parts, at);
    event.run(id, 3, id, 'run.started', '{}', at);
    event.run(id, 4, id, 'attempt.started', '{"retry":0}', at);
    attempt.run(id, 1, 0, at);
  });
  const retry = db.transaction((id: string, half: string, failure: string, at: number) => {
    message.run(`${id}-h`, id, id, 1, 'assistant', half, 'discarded', at, at);
    update.run('running', 1, failure, context, 3, 3, at, id);
    endAttempt.run('discarded', failure, at, id, 1);
    event.run(id, 5, id, 'message.discarded', `{"messageId":"${id}-h"}`, at);
    event.run(id, 6, id, 'run.retrying', failure, at);
    event.run(id, 7, id, 'attempt.started', '{"retry":1}', at);
    attempt.run(id, 3, 1, at);
    seq.run(3, id);
  });
  const complete = db.transaction((id: string, parts: string, at: number) => {
    message.run(`${id}-a`, id, id, 3, 'assistant', parts, 'completed', at, at);
    update.run('completed', 1, null, context, 3, null, at, id);
    endAttempt.run('completed', null, at, id, 3);
    event.run(id, 8, id, 'message.completed', parts, at);
    event.run(id, 9, id, 'run.completed', '{"output":{"finishReason":"stop"}}', at);
    seq.run(2, id);
  });

  return {
    start: (id) => start.immediate(id, partsOf(prompt), Date.now()),
    retry: (id, half, error) =>
      retry.immediate(id, partsOf(half), JSON.stringify({ message: String(error) }), Date.now()),
    complete: (id, text) => complete.immediate(id, partsOf(text), Date.now()),
    recorded: (id) => recordedIn(file, id),
    close() {
      db.close();
    },
  };
}
