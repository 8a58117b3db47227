/** The rows of a run as the floor writes them, for who brings no storage: three transactions a run. */
import type Database from 'better-sqlite3';
import { prompt, type Recorded } from './probe.ts';

const schema = `
CREATE TABLE threads (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, created_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE runs (
  ordinal INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, thread_id TEXT NOT NULL REFERENCES threads (id),
  state TEXT NOT NULL, retries INTEGER NOT NULL, failure TEXT, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX runs_by_thread ON runs (thread_id, ordinal);
CREATE INDEX running_runs ON runs (state) WHERE state = 'running';
CREATE TABLE attempts (
  run_id TEXT NOT NULL REFERENCES runs (id), retry INTEGER NOT NULL, status TEXT NOT NULL, failure TEXT,
  started_at INTEGER NOT NULL, ended_at INTEGER, PRIMARY KEY (run_id, retry)
) STRICT, WITHOUT ROWID;
CREATE TABLE messages (
  ordinal INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, run_id TEXT NOT NULL REFERENCES runs (id),
  role TEXT NOT NULL, parts TEXT NOT NULL, status TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_by_run ON messages (run_id);
CREATE TABLE events (
  thread_id TEXT NOT NULL REFERENCES threads (id), seq INTEGER NOT NULL, run_id TEXT NOT NULL REFERENCES runs (id),
  type TEXT NOT NULL, data TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (thread_id, seq)
) STRICT, WITHOUT ROWID;
`;

export interface Rows {
  start(id: string): void;
  /** The attempt failed, its half of a text is discarded, and the next begins. */
  retry(id: string, half: string, error: unknown): void;
  complete(id: string, text: string): void;
  recorded(id: string): Recorded;
}

export function rows(db: Database.Database): Rows {
  db.exec(schema);
  const thread = db.prepare('INSERT INTO threads VALUES (?, 4, ?)');
  const seq = db.prepare('UPDATE threads SET seq = seq + ? WHERE id = ?');
  const run = db.prepare("INSERT INTO runs VALUES (NULL, ?, ?, 'running', 0, NULL, ?, ?)");
  const update = db.prepare(
    'UPDATE runs SET state = ?, retries = ?, failure = ?, updated_at = ? WHERE id = ?',
  );
  const attempt = db.prepare("INSERT INTO attempts VALUES (?, ?, 'running', NULL, ?, NULL)");
  const endAttempt = db.prepare(
    'UPDATE attempts SET status = ?, failure = ?, ended_at = ? WHERE run_id = ? AND retry = ?',
  );
  const message = db.prepare('INSERT INTO messages VALUES (NULL, ?, ?, ?, ?, ?, ?)');
  const event = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)');
  const text = db
    .prepare<[string, string], string>(
      "SELECT parts ->> '$[0].text' FROM messages WHERE run_id = ? AND role = ? AND status = 'completed'",
    )
    .pluck();
  const partsOf = (words: string) => JSON.stringify([{ type: 'text', text: words }]);

  const start = db.transaction((id: string, at: number) => {
    const parts = partsOf(prompt);
    thread.run(id, at);
    run.run(id, id, at, at);
    message.run(`${id}-p`, id, 'user', parts, 'completed', at);
    event.run(id, 1, id, 'run.queued', '{}', at);
    event.run(id, 2, id, 'message.completed', parts, at);
    event.run(id, 3, id, 'run.started', '{}', at);
    event.run(id, 4, id, 'attempt.started', '{"retry":0}', at);
    attempt.run(id, 0, at);
  });
  const retry = db.transaction((id: string, half: string, failure: string, at: number) => {
    message.run(`${id}-h`, id, 'assistant', partsOf(half), 'discarded', at);
    update.run('running', 1, failure, at, id);
    endAttempt.run('discarded', failure, at, id, 0);
    event.run(id, 5, id, 'message.discarded', `{"messageId":"${id}-h"}`, at);
    event.run(id, 6, id, 'run.retrying', failure, at);
    event.run(id, 7, id, 'attempt.started', '{"retry":1}', at);
    attempt.run(id, 1, at);
    seq.run(3, id);
  });
  const complete = db.transaction((id: string, parts: string, at: number) => {
    message.run(`${id}-a`, id, 'assistant', parts, 'completed', at);
    update.run('completed', 1, null, at, id);
    endAttempt.run('completed', null, at, id, 1);
    event.run(id, 8, id, 'message.completed', parts, at);
    event.run(id, 9, id, 'run.completed', '{"output":{"finishReason":"stop"}}', at);
    seq.run(2, id);
  });

  return {
    start: (id) => start.immediate(id, Date.now()),
    retry: (id, half, error) =>
      retry.immediate(id, half, JSON.stringify({ message: String(error) }), Date.now()),
    complete: (id, words) => complete.immediate(id, partsOf(words), Date.now()),
    recorded: (id) => ({ prompt: text.get(id, 'user'), answer: text.get(id, 'assistant') }),
  };
}
