/** Performs the writes of a transaction in their order. Every statement is prepared once per connection. */
import type { Failure, Specimen } from '@perdure/failure';
import { keepsSpecimen, type Write } from '@perdure/runtime/store';
import { type ThreadEvent, titleOf } from '@perdure/thread';
import type { Database } from 'better-sqlite3';
import { prepareContexts } from './contexts.ts';
import { type EventMessages, prepareEventMessages } from './event-messages.ts';
import { prepareForget } from './forget.ts';
import { parseObject, readable } from './json-column.ts';
import { attemptOutcome } from './literals.ts';
import type { Operations } from './operations.ts';
import { text } from './parameters.ts';
import { toJson, toMessageRow, toRunRow } from './rows.ts';

type Verb<T extends Write['type']> = Extract<Write, { type: T }>;

/** Performs the writes; call it within a transaction. Returns the appended events in order. */
export type Writer = (writes: readonly Write[]) => ThreadEvent[];

export function prepareWrites(db: Database, { discardFailedMessages }: Operations): Writer {
  const contextRow = prepareContexts(db);
  const forget = prepareForget(db);
  // Its numbers begin behind those of all threads that were forgotten (`forget.ts`).
  const thread = db.prepare(`
    INSERT INTO threads (id, seq, created_at)
    VALUES (?, coalesce((SELECT seq FROM threads WHERE id = ''), 0), ?) ON CONFLICT DO NOTHING`);
  const createRun = db.prepare(`
    INSERT INTO runs (ordinal, id, thread_id, state, retry_count, retry_at, failure, context, policy,
      last_fence, attempt_fence, timer, timer_fence, created_at, updated_at)
    VALUES (@ordinal, @id, @thread_id, @state, @retry_count, @retry_at, @failure, @context, @policy,
      @last_fence, @attempt_fence, @timer, @timer_fence, @at, @at)`);
  const place = db.prepare<[string], number>('SELECT ordinal FROM runs WHERE id = ?').pluck();
  // A replaced run has no place in any order. It moves ahead of all others, because its ordinal goes to the new run.
  const giveUpPlace = db.prepare(
    'UPDATE runs SET ordinal = (SELECT min(ordinal) - 1 FROM runs) WHERE id = ?',
  );
  const leave = db.prepare('UPDATE runs SET replaced_by = ? WHERE id = ?');
  const firstRun = `(SELECT id FROM runs WHERE thread_id = threads.id AND replaced_by IS NULL
    ORDER BY ordinal LIMIT 1)`;
  // The title is none until the first run of the conversation has its prompt.
  const forgetTitle = db.prepare(
    `UPDATE threads SET title = NULL WHERE id = ${text} AND ${text} = ${firstRun} AND title IS NOT NULL`,
  );
  const needsTitle = db.prepare(
    `SELECT 1 FROM threads WHERE id = ${text} AND title IS NULL AND ${text} = ${firstRun}`,
  );
  const setTitle = db.prepare('UPDATE threads SET title = ? WHERE id = ?');
  const appendPieces = db.prepare('INSERT INTO drafts (message_id, pieces) VALUES (?, ?)');
  const deletePieces = db.prepare(`DELETE FROM drafts WHERE message_id = ${text}`);
  const updateRun = db.prepare(`
    UPDATE runs SET state = @state, retry_count = @retry_count, retry_at = @retry_at, failure = @failure,
      context = @context, policy = @policy, last_fence = @last_fence, attempt_fence = @attempt_fence,
      timer = @timer, timer_fence = @timer_fence, updated_at = @at
    WHERE id = @id`);
  const lastSeq = db.prepare<[string], number>('SELECT seq FROM threads WHERE id = ?').pluck();
  const setLastSeq = db.prepare('UPDATE threads SET seq = ?, updated_at = ? WHERE id = ?');
  const event = db.prepare(
    'INSERT INTO events (thread_id, seq, run_id, type, data, message, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const eventMessages = prepareEventMessages(db);
  const message = db.prepare<[object], { ordinal: number }>(`
    INSERT INTO messages (id, thread_id, run_id, attempt_fence, role, parts, status, provider, model, cut,
      event_seq, created_at, updated_at)
    VALUES (@id, @threadId, @runId, @attemptFence, @role, @parts, @status, @provider, @model, @cut,
      @eventSeq, @at, @at)
    ON CONFLICT (id) DO UPDATE SET parts = excluded.parts, status = excluded.status,
      provider = excluded.provider, model = excluded.model, cut = excluded.cut,
      event_seq = excluded.event_seq, updated_at = excluded.updated_at
    WHERE run_id = excluded.run_id RETURNING ordinal`);
  const startAttempt = db.prepare(
    `INSERT INTO attempts (run_id, fence, retry_count, outcome, started_at) VALUES (?, ?, ?, ${attemptOutcome('running')}, ?)`,
  );
  // A usage that is known already stays if the attempt's end does not say one.
  const endAttempt = db.prepare(`
    UPDATE attempts SET outcome = @outcome, failure = @failure, usage = coalesce(@usage, usage),
      specimen = @specimen, ended_at = @at
    WHERE run_id = @runId AND fence = @fence`);
  // A failure that is no JSON counts as none, because it must not keep another one from being recorded.
  const withSpecimen = db
    .prepare<[], string>(
      'SELECT failure FROM attempts WHERE specimen IS NOT NULL AND json_valid(failure)',
    )
    .pluck();
  const updateAttempt = db.prepare(
    'UPDATE attempts SET usage = ?, request = ? WHERE run_id = ? AND fence = ?',
  );
  const putFile = db.prepare(`
    INSERT INTO files (hash, media_type, size, created_at, bytes) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (hash) DO NOTHING`);
  const armTimer = db.prepare(`
    INSERT INTO timers (run_id, fence, due_at) VALUES (?, ?, ?)
    ON CONFLICT (run_id) DO UPDATE SET fence = excluded.fence, due_at = excluded.due_at`);
  const clearTimer = db.prepare('DELETE FROM timers WHERE run_id = ?');

  /**
   * Appends an event. Numbers the event within the transaction, because a rollback must leave no gap (G8).
   *
   * @param last the last appended event of each thread
   */
  const appendEvent = (
    write: Verb<'appendEvent'>,
    last: Map<string, ThreadEvent>,
    messages: EventMessages,
  ): ThreadEvent => {
    const { threadId, runId, fact, at } = write;
    const { type, ...data } = fact;
    const seq = (last.get(threadId)?.seq ?? (lastSeq.get(threadId) as number)) + 1;
    const row = messages.rowOf(write);
    event.run(threadId, seq, runId, type, row === null ? JSON.stringify(data) : '{}', row, at);
    const appended = { ...fact, seq, threadId, runId, at };
    last.set(threadId, appended);
    return appended;
  };

  const keptSpecimen = ({ failure, specimen }: Verb<'endAttempt'>): Specimen | null => {
    if (failure === null || specimen === null) return null;
    const column = { table: 'attempts', row: 'ended', column: 'failure' };
    const kept = readable(withSpecimen.all(), (json) =>
      parseObject<Failure>(json as string, column),
    );
    return keepsSpecimen(kept, failure) ? specimen : null;
  };

  const create = ({ run, replaces, leaves = [], at }: Verb<'createRun'>): void => {
    thread.run(run.threadId, at);
    const ordinal = replaces === undefined ? null : (place.get(replaces) as number);
    if (replaces !== undefined) giveUpPlace.run(replaces);
    createRun.run({ ...toRunRow(run, contextRow), ordinal, at });
    for (const id of leaves) leave.run(run.id, id);
    if (replaces !== undefined) forgetTitle.run(run.threadId, run.id);
  };

  const put = (write: Exclude<Write, { type: 'appendEvent' }>, messages: EventMessages): void => {
    switch (write.type) {
      case 'createRun':
        create(write);
        break;
      case 'updateRun':
        updateRun.run({ ...toRunRow(write.run, contextRow), at: write.at });
        break;
      case 'putMessage': {
        const { threadId, attemptFence, at } = write;
        const { id, runId, role } = write.message;
        const eventSeq = messages.eventOf(write);
        const columns = toMessageRow(write.message);
        const row = { id, threadId, runId, attemptFence, role, ...columns, eventSeq, at };
        const written = message.get(row);
        // A repeated message id must not overwrite another run's message. The check is needed because ids come from
        // outside.
        if (written === undefined) throw new Error(`Message '${id}' belongs to another run.`);
        messages.wrote(write, written.ordinal);
        // The row has the whole message again. A prompt is written as a whole, and gives its thread a title.
        if (role === 'assistant') deletePieces.run(id);
        else if (needsTitle.get(threadId, runId) !== undefined)
          setTitle.run(titleOf(write.message), threadId);
        break;
      }
      case 'appendPieces':
        appendPieces.run(write.messageId, JSON.stringify(write.pieces));
        break;
      case 'discardFailedMessages':
        discardFailedMessages(write.runId, write.at);
        break;
      case 'startAttempt':
        startAttempt.run(write.runId, write.fence, write.retryCount, write.at);
        break;
      case 'endAttempt':
        endAttempt.run({
          ...write,
          failure: toJson(write.failure),
          usage: toJson(write.usage),
          specimen: toJson(keptSpecimen(write)),
        });
        break;
      case 'updateAttempt':
        updateAttempt.run(toJson(write.usage), toJson(write.request), write.runId, write.fence);
        break;
      case 'putFile': {
        const { mediaType, bytes } = write.file;
        putFile.run(write.hash, mediaType, bytes.byteLength, write.at, bytes);
        break;
      }
      case 'forgetThread':
        forget(write.threadId);
        break;
      case 'armTimer':
        armTimer.run(write.runId, write.fence, write.dueAt);
        break;
      case 'clearTimer':
        clearTimer.run(write.runId);
        break;
    }
  };

  return (writes) => {
    const messages = eventMessages(writes);
    const last = new Map<string, ThreadEvent>();
    const events: ThreadEvent[] = [];
    for (const write of writes) {
      if (write.type === 'appendEvent') events.push(appendEvent(write, last, messages));
      else put(write, messages);
      if (write.type === 'forgetThread') last.delete(write.threadId);
    }
    for (const { threadId, seq, at } of last.values()) setLastSeq.run(seq, at, threadId);
    return events;
  };
}
