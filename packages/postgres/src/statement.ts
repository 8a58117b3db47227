/**
 * The one statement that writes the changes of many threads: each thread's part only if nobody else has changed the
 * thread. Each parameter is a column of a table, as an array.
 */
import type { Changes } from './changes.ts';
import { attemptOutcome, messageStatus, state } from './literals.ts';
import { toJson } from './rows.ts';

/** Types of the parameters, in order, by the name of the sub-select. */
const columns = {
  thread: {
    id: 'text',
    was: 'bigint',
    seq: 'bigint',
    last_ordinal: 'bigint',
    created_at: 'bigint',
    updated_at: 'bigint',
    sets_title: 'boolean',
    title: 'text',
  },
  run: {
    id: 'text',
    thread_id: 'text',
    is_new: 'boolean',
    ordinal: 'bigint',
    replaces: 'text',
    replaced_by: 'text',
    state: 'text',
    retry_count: 'integer',
    retry_at: 'bigint',
    failure: 'text',
    context: 'text',
    last_fence: 'integer',
    attempt_fence: 'integer',
    timer: 'text',
    timer_fence: 'integer',
    created_at: 'bigint',
    at: 'bigint',
  },
  attempt: {
    thread_id: 'text',
    run_id: 'text',
    fence: 'integer',
    is_new: 'boolean',
    retry_count: 'integer',
    started_at: 'bigint',
    has_notes: 'boolean',
    usage: 'text',
    request: 'text',
    outcome: 'text',
    failure: 'text',
    end_usage: 'text',
    specimen: 'text',
    ended_at: 'bigint',
  },
  message: {
    id: 'text',
    thread_id: 'text',
    run_id: 'text',
    attempt_fence: 'integer',
    role: 'text',
    parts: 'text',
    status: 'text',
    provider: 'text',
    model: 'text',
    cut: 'text',
    created_at: 'bigint',
    updated_at: 'bigint',
  },
  piece: { message_id: 'text', thread_id: 'text', pieces: 'text' },
  whole: { message_id: 'text', thread_id: 'text' },
  discard: { run_id: 'text', thread_id: 'text', at: 'bigint' },
  event: {
    thread_id: 'text',
    seq: 'bigint',
    run_id: 'text',
    type: 'text',
    data: 'text',
    at: 'bigint',
  },
  timer: { run_id: 'text', thread_id: 'text', fence: 'integer', due_at: 'bigint' },
  file: { hash: 'text', media_type: 'text', created_at: 'bigint', bytes: 'bytea' },
} as const;

type Name = keyof typeof columns;
type Row<N extends Name> = { [column in keyof (typeof columns)[N]]: unknown };

/** First the node and the id of the commit, then the columns. */
const own = ['node', 'commit'];

const given = (): string => {
  let number = own.length;
  return Object.entries(columns)
    .map(([name, fields]) => {
      const types = Object.values(fields).map((type) => `$${++number}::${type}[]`);
      return `given_${name} AS MATERIALIZED (
    SELECT * FROM unnest(${types.join(', ')}) WITH ORDINALITY AS given (${[...Object.keys(fields), 'n'].join(', ')}))`;
    })
    .join(',\n  ');
};

/** A sub-select of the changes of threads that are written. */
const won = (name: Name) => `given_${name} AS given JOIN won ON won.id = given.thread_id`;

const isQueued = (table: string) => `(${table}.state = ${state('queued')})::integer`;

/**
 * `won` has the threads that are written. The threads are locked in the order of their ids, because two nodes that lock
 * the same ones in two orders would wait for each other. Read committed: an update looks at the version again after it
 * has waited for a lock.
 *
 * The last column divides by 0 if a message belongs to another run, which undoes the whole statement.
 */
export const writeStatement = `
WITH ${given()},
  locked AS MATERIALIZED (
    SELECT threads.id FROM $schema.threads JOIN given_thread AS given USING (id)
    ORDER BY threads.id FOR UPDATE OF threads),
  queued AS (
    SELECT given.thread_id AS id,
      sum(coalesce(${isQueued('given')}, coalesce(${isQueued('runs')}, 0)) - coalesce(${isQueued('runs')}, 0)) AS more
    FROM given_run AS given LEFT JOIN $schema.runs ON runs.id = given.id
    GROUP BY given.thread_id),
  moved AS (
    UPDATE $schema.threads SET version = threads.version + 1, seq = given.seq, last_ordinal = given.last_ordinal,
      queued = threads.queued + coalesce((SELECT more FROM queued WHERE id = threads.id), 0),
      updated_at = coalesce(given.updated_at, threads.updated_at),
      title = CASE WHEN given.sets_title THEN given.title ELSE threads.title END,
      last_commit = $2::text
    FROM given_thread AS given
    WHERE threads.id = given.id AND threads.version = given.was AND (SELECT count(*) FROM locked) >= 0
    RETURNING threads.id),
  made AS (
    INSERT INTO $schema.threads (id, version, seq, last_ordinal, queued, title, created_at, updated_at, last_commit)
    SELECT id, 1, seq, last_ordinal, coalesce((SELECT more FROM queued WHERE id = given.id), 0), title, created_at,
      coalesce(updated_at, 0), $2::text
    FROM given_thread AS given WHERE was = 0 ORDER BY id
    ON CONFLICT (id) DO NOTHING RETURNING id),
  won AS MATERIALIZED (SELECT id FROM moved UNION ALL SELECT id FROM made),
  created_runs AS (
    INSERT INTO $schema.runs (id, thread_id, ordinal, replaced_by, state, retry_count, retry_at, failure, context,
      last_fence, attempt_fence, timer, timer_fence, created_at, updated_at)
    SELECT given.id, thread_id, coalesce(ordinal, (SELECT ordinal FROM $schema.runs WHERE id = replaces)), replaced_by,
      state, retry_count, retry_at, failure, context, last_fence, attempt_fence, timer, timer_fence, created_at, at
    FROM ${won('run')} WHERE is_new),
  updated_runs AS (
    UPDATE $schema.runs SET state = given.state, retry_count = given.retry_count, retry_at = given.retry_at,
      failure = given.failure, context = given.context, last_fence = given.last_fence,
      attempt_fence = given.attempt_fence, timer = given.timer, timer_fence = given.timer_fence,
      replaced_by = coalesce(given.replaced_by, runs.replaced_by), updated_at = given.at
    FROM ${won('run')} WHERE runs.id = given.id AND NOT is_new AND given.state IS NOT NULL),
  replaced_runs AS (
    UPDATE $schema.runs SET replaced_by = given.replaced_by
    FROM ${won('run')} WHERE runs.id = given.id AND NOT is_new AND given.state IS NULL),
  started_attempts AS (
    INSERT INTO $schema.attempts (run_id, fence, retry_count, outcome, node, failure, usage, request, specimen,
      started_at, ended_at)
    SELECT run_id, fence, retry_count, coalesce(outcome, ${attemptOutcome('running')}), $1::text, failure,
      coalesce(end_usage, usage), request, specimen, started_at, ended_at
    FROM ${won('attempt')} WHERE is_new),
  updated_attempts AS (
    UPDATE $schema.attempts SET
      usage = coalesce(given.end_usage, CASE WHEN has_notes THEN given.usage ELSE attempts.usage END),
      request = CASE WHEN has_notes THEN given.request ELSE attempts.request END,
      outcome = coalesce(given.outcome, attempts.outcome),
      failure = CASE WHEN given.outcome IS NULL THEN attempts.failure ELSE given.failure END,
      specimen = coalesce(given.specimen, attempts.specimen),
      ended_at = coalesce(given.ended_at, attempts.ended_at)
    FROM ${won('attempt')} WHERE attempts.run_id = given.run_id AND attempts.fence = given.fence AND NOT is_new),
  put_messages AS (
    INSERT INTO $schema.messages (id, thread_id, run_id, attempt_fence, role, parts, status, provider, model, cut,
      created_at, updated_at)
    SELECT given.id, thread_id, run_id, attempt_fence, role, parts, status, provider, model, cut, created_at, updated_at
    FROM ${won('message')} ORDER BY n
    ON CONFLICT (id) DO UPDATE SET parts = excluded.parts, status = excluded.status, provider = excluded.provider,
      model = excluded.model, cut = excluded.cut, updated_at = excluded.updated_at
    WHERE messages.run_id = excluded.run_id RETURNING id),
  discarded_messages AS (
    UPDATE $schema.messages SET status = ${messageStatus('discarded')}, updated_at = given.at
    FROM ${won('discard')} WHERE messages.run_id = given.run_id AND status = ${messageStatus('failed')}
      AND messages.id NOT IN (SELECT id FROM given_message)),
  deleted_pieces AS (
    DELETE FROM $schema.drafts USING ${won('whole')} WHERE drafts.message_id = given.message_id),
  appended_pieces AS (
    INSERT INTO $schema.drafts (message_id, pieces) SELECT message_id, pieces FROM ${won('piece')} ORDER BY n),
  appended_events AS (
    INSERT INTO $schema.events (thread_id, seq, run_id, type, data, at)
    SELECT thread_id, seq, run_id, type, data, at FROM ${won('event')}),
  armed_timers AS (
    INSERT INTO $schema.timers (run_id, fence, due_at, node)
    SELECT run_id, fence, due_at, $1::text FROM ${won('timer')} WHERE due_at IS NOT NULL
    ON CONFLICT (run_id) DO UPDATE SET fence = excluded.fence, due_at = excluded.due_at, node = excluded.node),
  cleared_timers AS (
    DELETE FROM $schema.timers USING ${won('timer')} WHERE timers.run_id = given.run_id AND given.due_at IS NULL),
  put_files AS (
    INSERT INTO $schema.files (hash, media_type, size, created_at, bytes)
    SELECT hash, media_type, length(bytes), created_at, bytes FROM given_file ON CONFLICT (hash) DO NOTHING)
SELECT id, 1 / (
  (SELECT count(*) FROM put_messages) = (SELECT count(*) FROM ${won('message')})
)::integer AS "isWhole"
FROM won`;

/** The parameters of the statement. */
export function writeValues(changes: Changes, node: string, commit: string): unknown[] {
  return [
    node,
    commit,
    ...arrays('thread', [...changes.threads.values()], (thread) => ({
      id: thread.id,
      was: thread.was,
      seq: thread.seq,
      last_ordinal: thread.lastOrdinal,
      created_at: thread.at,
      updated_at: thread.eventAt,
      sets_title: thread.title !== undefined,
      title: thread.title ?? null,
    })),
    ...arrays(
      'run',
      [...changes.runs],
      ([id, { threadId, run, created, replacedBy, createdAt, at }]) => ({
        id,
        thread_id: threadId,
        is_new: created !== undefined,
        ordinal: created?.ordinal ?? null,
        replaces: created?.replaces ?? null,
        replaced_by: replacedBy,
        state: run?.stored.state ?? null,
        retry_count: run?.stored.context.retryCount ?? null,
        retry_at: run?.stored.context.wait?.until ?? null,
        failure: toJson(run?.stored.context.failure ?? null),
        context: toJson(run?.stored.context ?? null),
        last_fence: run?.stored.lastFence ?? null,
        attempt_fence: run?.stored.attemptFence ?? null,
        timer: run?.stored.timer?.id ?? null,
        timer_fence: run?.stored.timer?.fence ?? null,
        created_at: createdAt,
        at,
      }),
    ),
    ...arrays('attempt', [...changes.attempts.values()], (attempt) => ({
      thread_id: attempt.threadId,
      run_id: attempt.runId,
      fence: attempt.fence,
      is_new: attempt.started !== undefined,
      retry_count: attempt.started?.retryCount ?? null,
      started_at: attempt.started?.at ?? null,
      has_notes: attempt.notes !== undefined,
      usage: attempt.notes?.usage ?? null,
      request: attempt.notes?.request ?? null,
      outcome: attempt.ended?.outcome ?? null,
      failure: toJson(attempt.ended?.failure ?? null),
      end_usage: toJson(attempt.ended?.usage ?? null),
      specimen: toJson(attempt.ended?.specimen ?? null),
      ended_at: attempt.ended?.at ?? null,
    })),
    ...arrays('message', [...changes.messages.values()], (change) => ({
      id: change.message.id,
      thread_id: change.threadId,
      run_id: change.message.runId,
      attempt_fence: change.attemptFence,
      role: change.message.role,
      parts: JSON.stringify(change.message.parts),
      status: change.message.status,
      provider: change.message.origin?.provider ?? null,
      model: change.message.origin?.model ?? null,
      cut: change.message.cut ?? null,
      created_at: change.createdAt,
      updated_at: change.at,
    })),
    ...arrays(
      'piece',
      [...changes.pieces].flatMap(([id, { threadId, json }]) =>
        json.map((text) => [id, threadId, text]),
      ),
      ([message_id, thread_id, pieces]) => ({ message_id, thread_id, pieces }),
    ),
    ...arrays('whole', [...changes.whole], ([message_id, thread_id]) => ({
      message_id,
      thread_id,
    })),
    ...arrays('discard', [...changes.discards], ([run_id, { threadId, at }]) => ({
      run_id,
      thread_id: threadId,
      at,
    })),
    ...arrays('event', changes.events, ({ type, seq, threadId, runId, at, ...data }) => ({
      thread_id: threadId,
      seq,
      run_id: runId,
      type,
      data: JSON.stringify(data),
      at,
    })),
    ...arrays('timer', [...changes.timers.values()], (timer) => ({
      run_id: timer.runId,
      thread_id: timer.threadId,
      fence: timer.type === 'armTimer' ? timer.fence : null,
      due_at: timer.type === 'armTimer' ? timer.dueAt : null,
    })),
    ...arrays('file', [...changes.files.values()], ({ hash, file, at }) => ({
      hash,
      media_type: file.mediaType,
      created_at: at,
      bytes: Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength),
    })),
  ];
}

/** One array for each column of a sub-select. */
function arrays<N extends Name, T>(
  name: N,
  items: readonly T[],
  toRow: (item: T) => Row<N>,
): unknown[][] {
  const rows = items.map(toRow);
  return Object.keys(columns[name]).map((column) => rows.map((row) => row[column as keyof Row<N>]));
}
