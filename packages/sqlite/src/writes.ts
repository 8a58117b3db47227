/** What each verb of a transaction does to the tables. Every statement is prepared once. */
import type { ThreadEvent, Write } from '@perdure/runtime';
import type { Database } from 'better-sqlite3';
import type { Operations } from './operations.ts';
import { toJson, toRunRow } from './rows.ts';
import { attemptStatus } from './words.ts';

type Verb<T extends Write['type']> = Extract<Write, { type: T }>;

/** Returns the event that the write appended, if it was one. */
export type Writer = (write: Write) => ThreadEvent | undefined;

export function prepareWrites(db: Database, { discardFailedMessages }: Operations): Writer {
  const thread = db.prepare(
    'INSERT INTO threads (id, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const createRun = db.prepare(`
    INSERT INTO runs (id, thread_id, state, retries, retry_at, failure, context, tokens, attempt, timer,
      timer_token, created_at, updated_at)
    VALUES (@id, @thread_id, @state, @retries, @retry_at, @failure, @context, @tokens, @attempt, @timer,
      @timer_token, @at, @at)`);
  const replaceRuns = db.prepare(`
    UPDATE runs SET replaced_by = @by
    WHERE thread_id = @threadId AND replaced_by IS NULL AND id <> @by
      AND ordinal >= (SELECT ordinal FROM runs WHERE id = @replaces)`);
  const updateRun = db.prepare(`
    UPDATE runs SET state = @state, retries = @retries, retry_at = @retry_at, failure = @failure,
      context = @context, tokens = @tokens, attempt = @attempt, timer = @timer,
      timer_token = @timer_token, updated_at = @at
    WHERE id = @id`);
  const nextSeq = db
    .prepare<[string], number>('UPDATE threads SET seq = seq + 1 WHERE id = ? RETURNING seq')
    .pluck();
  const event = db.prepare(
    'INSERT INTO events (thread_id, seq, run_id, type, data, at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const message = db.prepare(`
    INSERT INTO messages (id, thread_id, run_id, attempt, role, parts, status, created_at, updated_at)
    VALUES (@id, @threadId, @runId, @attempt, @role, @parts, @status, @at, @at)
    ON CONFLICT (id) DO UPDATE SET parts = excluded.parts, status = excluded.status,
      updated_at = excluded.updated_at
    WHERE run_id = excluded.run_id`);
  const startAttempt = db.prepare(
    `INSERT INTO attempts (run_id, token, retry, status, started_at) VALUES (?, ?, ?, ${attemptStatus('running')}, ?)`,
  );
  const endAttempt = db.prepare(
    'UPDATE attempts SET status = ?, failure = ?, ended_at = ? WHERE run_id = ? AND token = ?',
  );
  const armTimer = db.prepare(`
    INSERT INTO timers (run_id, token, due_at) VALUES (?, ?, ?)
    ON CONFLICT (run_id) DO UPDATE SET token = excluded.token, due_at = excluded.due_at`);
  const clearTimer = db.prepare('DELETE FROM timers WHERE run_id = ?');

  const appendEvent = ({ threadId, runId, fact, at }: Verb<'appendEvent'>): ThreadEvent => {
    const { type, ...data } = fact;
    // Numbered in the transaction: one that is rolled back leaves no gap (G8).
    const seq = nextSeq.get(threadId) as number;
    event.run(threadId, seq, runId, type, JSON.stringify(data), at);
    return { ...fact, seq, threadId, runId, at };
  };

  return (write) => {
    switch (write.type) {
      case 'createRun':
        thread.run(write.run.threadId, write.at);
        createRun.run({ ...toRunRow(write.run), at: write.at });
        if (write.replaces !== undefined) {
          const { id: by, threadId } = write.run;
          replaceRuns.run({ by, threadId, replaces: write.replaces });
        }
        return undefined;
      case 'updateRun':
        updateRun.run({ ...toRunRow(write.run), at: write.at });
        return undefined;
      case 'appendEvent':
        return appendEvent(write);
      case 'putMessage': {
        const { threadId, attempt, at } = write;
        const { id, runId, role, status, parts } = write.message;
        const { changes } = message.run({
          id,
          threadId,
          runId,
          attempt,
          role,
          status,
          parts: JSON.stringify(parts),
          at,
        });
        // Ids come from outside: one that repeats must not write over what another run has said.
        if (changes === 0) throw new Error(`Message '${id}' belongs to another run.`);
        return undefined;
      }
      case 'discardFailedMessages':
        discardFailedMessages(write.runId, write.at);
        return undefined;
      case 'startAttempt':
        startAttempt.run(write.runId, write.token, write.retry, write.at);
        return undefined;
      case 'endAttempt':
        endAttempt.run(write.status, toJson(write.failure), write.at, write.runId, write.token);
        return undefined;
      case 'armTimer':
        armTimer.run(write.runId, write.token, write.dueAt);
        return undefined;
      case 'clearTimer':
        clearTimer.run(write.runId);
        return undefined;
    }
  };
}
