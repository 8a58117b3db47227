/** The reads of the store. Every statement is prepared once per connection. */
import {
  activeStates,
  type DueTimer,
  type Piece,
  type Reads,
  type RunningRun,
  readPage,
  withPieces,
} from '@perdure/runtime/store';
import type { Message, ThreadSummary } from '@perdure/thread';
import type { Database } from 'better-sqlite3';
import { type ReadContextRow, runColumns } from './contexts.ts';
import { prepareConversation } from './conversation.ts';
import { parseArray, readable } from './json-column.ts';
import { messageStatus, state, words } from './literals.ts';
import { preparePages } from './pages.ts';
import { integer, text } from './parameters.ts';
import {
  type EventRow,
  eventColumns,
  type FileRow,
  type MessageRow,
  toMessage as messageOf,
  type NotesRow,
  type RunRow,
  type SpecimenRow,
  toEvent,
  toFile,
  toNotes,
  toRun,
  toSpecimen,
} from './rows.ts';

/** `LIMIT` of a statement that reads all rows. */
const noLimit = -1;

/** The threads are taken by their index before anything else of them is read. */
export const latestThreads = `
  SELECT latest.id, updatedAt, title,
    coalesce(
      (SELECT state FROM runs WHERE thread_id = latest.id AND state IN (${words(activeStates)})),
      (SELECT state FROM runs WHERE thread_id = latest.id AND replaced_by IS NULL
        ORDER BY ordinal DESC LIMIT 1)
    ) AS state
  FROM (SELECT id, updated_at AS updatedAt, coalesce(title, '') AS title
    FROM threads WHERE id <> '' ORDER BY updated_at DESC LIMIT ${integer}) AS latest
  ORDER BY updatedAt DESC`;

export function prepareReads(db: Database): Reads {
  const run = db.prepare<[string], RunRow & ReadContextRow>(
    `SELECT ${runColumns} FROM runs WHERE id = ${text}`,
  );
  const activeRun = db.prepare<[string], RunRow & ReadContextRow>(
    `SELECT ${runColumns} FROM runs WHERE thread_id = ${text} AND state IN (${words(activeStates)})`,
  );
  const queuedRuns = db.prepare<[string, number], RunRow & ReadContextRow>(
    `SELECT ${runColumns} FROM runs WHERE thread_id = ${text} AND state = ${state('queued')}
      ORDER BY ordinal LIMIT ${integer}`,
  );
  const queueLength = db
    .prepare<[string], number>(`SELECT queued FROM threads WHERE id = ${text}`)
    .pluck();
  const runningRuns = db.prepare<[], RunningRun>(
    `SELECT id, attempt_fence AS attemptFence FROM runs WHERE state = ${state('running')}`,
  );
  const history = db.prepare<[string | null, string], MessageRow>(`
    SELECT messages.* FROM runs AS own
    JOIN runs ON runs.thread_id = own.thread_id AND runs.ordinal <= own.ordinal
      AND runs.ordinal >= ifnull((SELECT ordinal FROM runs WHERE id = ?), 0)
      AND runs.replaced_by IS NULL
    JOIN messages ON messages.run_id = runs.id AND messages.status = ${messageStatus('completed')}
    WHERE own.id = ${text}
    ORDER BY runs.ordinal, messages.ordinal`);
  const streaming = db.prepare<[string], MessageRow>(
    `SELECT * FROM messages WHERE run_id = ${text} AND status = ${messageStatus('streaming')}`,
  );
  const completedMessage = db.prepare<[string, number]>(`
    SELECT 1 FROM messages WHERE run_id = ${text} AND attempt_fence = ${integer}
      AND status = ${messageStatus('completed')} LIMIT 1`);
  const attemptNotes = db.prepare<[string], NotesRow>(`
    SELECT run_id AS runId, fence, usage, request FROM attempts
    WHERE run_id = ${text} AND (usage IS NOT NULL OR request IS NOT NULL)
    ORDER BY fence DESC LIMIT 1`);
  const specimens = db.prepare<[], SpecimenRow>(`
    SELECT run_id AS runId, fence, failure, specimen FROM attempts
    WHERE specimen IS NOT NULL ORDER BY ended_at`);
  const place = db
    .prepare<[string], number>(
      `SELECT ordinal FROM runs WHERE id = ${text} AND replaced_by IS NULL`,
    )
    .pluck();
  const leaving = db
    .prepare<[string], string>(`
    SELECT runs.id FROM runs AS first
    JOIN runs ON runs.thread_id = first.thread_id AND runs.ordinal >= first.ordinal
      AND runs.replaced_by IS NULL AND runs.state <> ${state('queued')}
    WHERE first.id = ${text} AND first.replaced_by IS NULL
    ORDER BY runs.ordinal`)
    .pluck();
  const begunAfter = db.prepare<[string]>(`
    SELECT 1 FROM runs AS first
    JOIN runs ON runs.thread_id = first.thread_id AND runs.ordinal > first.ordinal
      AND runs.replaced_by IS NULL AND runs.state <> ${state('queued')}
    WHERE first.id = ${text} AND runs.last_fence > 0 LIMIT 1`);
  const message = db.prepare<[string], MessageRow>(`SELECT * FROM messages WHERE id = ${text}`);
  const drafts = db
    .prepare<[string], string>(
      `SELECT pieces FROM drafts WHERE message_id = ${text} ORDER BY ordinal`,
    )
    .pluck();
  /** The message of a row. A message that is being written continues in its drafts; no other one has any. */
  const toMessage = (row: MessageRow): Message => {
    const place = { table: 'drafts', row: row.id, column: 'pieces' };
    const pieces = drafts.all(row.id).flatMap((json) => parseArray<Piece>(json as string, place));
    return withPieces(messageOf(row), pieces);
  };
  // One transaction, because another thread may end the message between two statements.
  const readMessage = db.transaction((rows: typeof message, id: string) =>
    optional(rows.get(id), toMessage),
  );
  const file = db.prepare<[string], FileRow>(
    `SELECT media_type AS mediaType, bytes FROM files WHERE hash = ${text}`,
  );
  const threads = db.prepare<[number], ThreadSummary>(latestThreads);
  const events = db.prepare<[string, number, number], EventRow>(
    `SELECT ${eventColumns} FROM events LEFT JOIN messages ON messages.ordinal = events.message
      WHERE events.thread_id = ${text} AND seq > ${integer} ORDER BY seq LIMIT ${integer}`,
  );
  const pages = preparePages(db);
  // One transaction, for the same reason.
  const readOnePage = db.transaction((threadId: string, limit: number, before?: string) =>
    readPage(pages, threadId, limit, before),
  );
  const due = db.prepare<[number, number], DueTimer>(
    `SELECT run_id AS runId, fence, due_at AS dueAt FROM timers
      WHERE due_at <= ${integer} ORDER BY due_at, run_id LIMIT ${integer}`,
  );
  const dueAfter = db.prepare<[number, string, number, number], DueTimer>(
    `SELECT run_id AS runId, fence, due_at AS dueAt FROM timers
      WHERE (due_at, run_id) > (${integer}, ${text}) AND due_at <= ${integer}
      ORDER BY due_at, run_id LIMIT ${integer}`,
  );
  const deadline = db.prepare<[], number | null>('SELECT min(due_at) FROM timers').pluck();
  const deadlineAfter = db
    .prepare<[number, string], number>(
      `SELECT due_at FROM timers WHERE (due_at, run_id) > (${integer}, ${text})
        ORDER BY due_at, run_id LIMIT 1`,
    )
    .pluck();

  return {
    findRun: (runId) => optional(run.get(runId), toRun),
    findActiveRun: (threadId) => optional(activeRun.get(threadId), toRun),
    findQueuedRuns(threadId, limit) {
      const rows = queuedRuns.all(threadId, limit);
      const found = readable(rows, toRun);
      if (found.length === rows.length) return found;
      return readable(queuedRuns.iterate(threadId, noLimit), toRun, limit);
    },
    countQueuedRuns: (threadId) => (queueLength.get(threadId) as number | undefined) ?? 0,
    findRunningRuns: () => runningRuns.all(),
    history: (runId, from) => history.all(from ?? null, runId).map(messageOf),
    findPlace: (runId) => place.get(runId) as number | undefined,
    findLeaving: (runId) => leaving.all(runId) as string[],
    hasBegunAfter: (runId) => begunAfter.get(runId) !== undefined,
    findMessage: (messageId) => readMessage(message, messageId),
    threads: (limit) => threads.all(limit),
    findStreamingMessage: (runId) => readMessage(streaming, runId),
    hasCompletedMessage: (runId, fence) => completedMessage.get(runId, fence) !== undefined,
    findAttemptNotes: (runId) => optional(attemptNotes.get(runId), toNotes),
    findFile: (hash) => optional(file.get(hash), toFile),
    specimens: () => readable(specimens.all(), toSpecimen),
    events: (threadId, after, limit) => page(events.iterate(threadId, after, limit)).map(toEvent),
    page: (threadId, limit, before) => readOnePage(threadId, limit, before),
    conversation: prepareConversation(db),
    dueTimers: (now, limit, after) =>
      after === undefined
        ? due.all(now, limit)
        : dueAfter.all(after.dueAt, after.runId, now, limit),
    nextDeadline: (after) =>
      after === undefined
        ? ((deadline.get() as number | null) ?? undefined)
        : (deadlineAfter.get(after.dueAt, after.runId) as number | undefined),
  };
}

/** Longest text of a page of events, characters, because a page is in memory as a whole. A single event may be longer. */
const longestPage = 8 * 2 ** 20;

function page(rows: Iterable<EventRow>): EventRow[] {
  const found: EventRow[] = [];
  let length = 0;
  for (const row of rows) {
    length += row.data.length + (row.parts?.length ?? 0);
    if (found.length > 0 && length > longestPage) break;
    found.push(row);
  }
  return found;
}

const optional = <Row, T>(row: Row | undefined, read: (row: Row) => T): T | undefined =>
  row === undefined ? undefined : read(row);
