/** The reads of a page. Each one finds its rows by an index, the last one first. */
import { activeStates, type PageReads } from '@perdure/runtime/store';
import type { Database } from 'better-sqlite3';
import { type ReadContextRow, runColumns } from './contexts.ts';
import { messageStatus, state, words } from './literals.ts';
import { integer, text } from './parameters.ts';
import {
  type MessageRow,
  type PlainEventRow,
  type RunRow,
  toMessage,
  toPlainEvent,
  toRun,
} from './rows.ts';

/** The statements. The test looks at their query plans. */
export const pageStatements = {
  lastSeq: `SELECT seq FROM threads WHERE id = ${text}`,
  messagePlace: `
    SELECT runs.ordinal AS run, messages.ordinal AS message FROM messages
    JOIN runs ON runs.id = messages.run_id AND runs.replaced_by IS NULL
    WHERE messages.id = ${text} AND runs.thread_id = ${text}`,
  activePlace: `
    SELECT ordinal FROM runs WHERE thread_id = ${text} AND state IN (${words(activeStates)})
      AND replaced_by IS NULL`,
  queuedPlace: `
    SELECT ordinal FROM runs WHERE thread_id = ${text} AND state = ${state('queued')}
    ORDER BY ordinal LIMIT 1`,
  begunPlace: `
    SELECT ordinal FROM runs WHERE thread_id = ${text} AND ordinal < ${integer}
      AND replaced_by IS NULL AND state <> ${state('queued')} AND last_fence > 0
    ORDER BY ordinal DESC LIMIT 1`,
  runsBack: `
    SELECT id, ordinal AS place FROM runs
    WHERE thread_id = ${text} AND ordinal <= ${integer} AND replaced_by IS NULL
    ORDER BY ordinal DESC`,
  messagesBack: `
    SELECT * FROM messages WHERE run_id = ${text} AND ordinal < ${integer}
      AND status IN (${messageStatus('completed', 'failed')})
    ORDER BY ordinal DESC`,
  eventsOf: `
    SELECT thread_id, seq, run_id, type, data, at FROM events WHERE run_id = ${text}
      AND type NOT IN ('message.completed', 'message.failed')`,
  pageRun: `SELECT ${runColumns} FROM runs WHERE id = ${text}`,
} as const;

export function preparePages(db: Database): PageReads {
  const { lastSeq, activePlace, queuedPlace, begunPlace, ...others } = pageStatements;
  const seq = db.prepare<[string], number>(lastSeq).pluck();
  const active = db.prepare<[string], number>(activePlace).pluck();
  const queued = db.prepare<[string], number>(queuedPlace).pluck();
  const begun = db.prepare<[string, number], number>(begunPlace).pluck();
  const messagePlace = db.prepare<[string, string], { run: number; message: number }>(
    others.messagePlace,
  );
  const runs = db.prepare<[string, number], { id: string; place: number }>(others.runsBack);
  const messages = db.prepare<[string, number], MessageRow & { ordinal: number }>(
    others.messagesBack,
  );
  const events = db.prepare<[string], PlainEventRow>(others.eventsOf);
  const run = db.prepare<
    [string],
    RunRow & ReadContextRow & { created_at: number; updated_at: number }
  >(others.pageRun);

  return {
    lastSeq: (threadId) => (seq.get(threadId) as number | undefined) ?? 0,
    findMessagePlace: (threadId, messageId) => messagePlace.get(messageId, threadId),
    findBusyPlace(threadId) {
      const busy = active.get(threadId) as number | undefined;
      const first = busy === undefined ? (queued.get(threadId) as number | undefined) : undefined;
      return first === undefined ? busy : (begun.get(threadId, first) as number | undefined);
    },
    runsBack: (threadId, upTo) => runs.iterate(threadId, upTo),
    *messagesBack(runId, before) {
      for (const row of messages.iterate(runId, before))
        yield { place: row.ordinal, message: toMessage(row), length: row.parts.length };
    },
    eventsOf: (runIds) =>
      runIds
        .flatMap((id) => events.all(id).map((row) => toPlainEvent(row)))
        .sort((a, b) => a.seq - b.seq),
    findPageRun(runId) {
      const row = run.get(runId);
      return row && { run: toRun(row), createdAt: row.created_at, updatedAt: row.updated_at };
    },
  };
}
