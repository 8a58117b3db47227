/** What a transaction does to the tables, verb by verb. Every statement is prepared once. */
import type { ThreadEvent, Write } from '@perdure/runtime';
import type { Database } from 'better-sqlite3';
import type { Operations } from './operations.ts';
import { toJson, toRunRow } from './rows.ts';
import { attemptStatus } from './words.ts';

type Verb<T extends Write['type']> = Extract<Write, { type: T }>;

/** Does the writes of one transaction, in it. Returns the events that were appended, in order. */
export type Writer = (writes: readonly Write[]) => ThreadEvent[];

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
  const lastSeq = db.prepare<[string], number>('SELECT seq FROM threads WHERE id = ?').pluck();
  const noteLast = db.prepare('UPDATE threads SET seq = ?, updated_at = ? WHERE id = ?');
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

  /**
   * Numbered in the transaction: one that is rolled back leaves no gap (G8).
   *
   * @param last of each thread, the event that was appended last
   */
  const appendEvent = (
    { threadId, runId, fact, at }: Verb<'appendEvent'>,
    last: Map<string, ThreadEvent>,
  ): ThreadEvent => {
    const { type, ...data } = fact;
    const seq = (last.get(threadId)?.seq ?? (lastSeq.get(threadId) as number)) + 1;
    event.run(threadId, seq, runId, type, JSON.stringify(data), at);
    const appended = { ...fact, seq, threadId, runId, at };
    last.set(threadId, appended);
    return appended;
  };

  const put = (write: Exclude<Write, { type: 'appendEvent' }>): void => {
    switch (write.type) {
      case 'createRun':
        thread.run(write.run.threadId, write.at);
        createRun.run({ ...toRunRow(write.run), at: write.at });
        if (write.replaces !== undefined) {
          const { id: by, threadId } = write.run;
          replaceRuns.run({ by, threadId, replaces: write.replaces });
        }
        break;
      case 'updateRun':
        updateRun.run({ ...toRunRow(write.run), at: write.at });
        break;
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
        break;
      }
      case 'discardFailedMessages':
        discardFailedMessages(write.runId, write.at);
        break;
      case 'startAttempt':
        startAttempt.run(write.runId, write.token, write.retry, write.at);
        break;
      case 'endAttempt':
        endAttempt.run(write.status, toJson(write.failure), write.at, write.runId, write.token);
        break;
      case 'armTimer':
        armTimer.run(write.runId, write.token, write.dueAt);
        break;
      case 'clearTimer':
        clearTimer.run(write.runId);
        break;
    }
  };

  return (writes) => {
    const last = new Map<string, ThreadEvent>();
    const events: ThreadEvent[] = [];
    for (const write of writes) {
      if (write.type === 'appendEvent') events.push(appendEvent(write, last));
      else put(write);
    }
    for (const { threadId, seq, at } of last.values()) noteLast.run(seq, at, threadId);
    return events;
  };
}
