/** A page of a conversation: as many of its last runs as the page may need are read at once, and more if it needs more. */
import { activeStates, type PageReads, readPage } from '@perdure/runtime/store';
import type { ThreadPage } from '@perdure/thread';
import type { Queries } from './database.ts';
import { messageStatus, state, words } from './literals.ts';
import {
  type EventRow,
  eventColumns,
  type MessageRow,
  messageColumns,
  type TimedRunRow,
  toEvent,
  toMessage,
  toPageRun,
} from './rows.ts';

type Sql = (text: string) => string;

const statements = {
  thread: 'SELECT seq FROM $schema.threads WHERE id = $1',
  messagePlace: `
    SELECT runs.ordinal AS run, messages.ordinal AS message FROM $schema.messages
    JOIN $schema.runs ON runs.id = messages.run_id AND runs.replaced_by IS NULL
    WHERE messages.id = $2 AND runs.thread_id = $1`,
  busyPlace: `
    SELECT coalesce(
      (SELECT ordinal FROM $schema.runs WHERE thread_id = $1 AND state IN (${words(activeStates)})
        AND replaced_by IS NULL),
      (SELECT begun.ordinal FROM $schema.runs AS begun WHERE begun.thread_id = $1 AND begun.replaced_by IS NULL
        AND begun.state <> ${state('queued')} AND begun.last_fence > 0 AND begun.ordinal < (
          SELECT ordinal FROM $schema.runs WHERE thread_id = $1 AND state = ${state('queued')}
          ORDER BY ordinal LIMIT 1)
        ORDER BY begun.ordinal DESC LIMIT 1)) AS place`,
  /** The runs behind the busy place, and so many up to it. */
  runs: `
    SELECT * FROM (
      SELECT * FROM $schema.runs WHERE thread_id = $1 AND ordinal <= $2 AND ordinal > $3 AND replaced_by IS NULL
      UNION ALL
      (SELECT * FROM $schema.runs WHERE thread_id = $1 AND ordinal <= least($2, $3) AND replaced_by IS NULL
        ORDER BY ordinal DESC LIMIT $4)) AS found
    ORDER BY ordinal DESC`,
  messages: `
    SELECT ${messageColumns}, ordinal FROM $schema.messages
    WHERE run_id = ANY ($1::text[]) AND status IN (${messageStatus('completed', 'failed')})
    ORDER BY ordinal DESC`,
  events: `
    SELECT ${eventColumns} FROM $schema.events WHERE run_id = ANY ($1::text[])
      AND type NOT IN ('message.completed', 'message.failed') ORDER BY seq`,
};

/** Call it within a transaction that reads as of one moment. */
export async function readThreadPage(
  queries: Queries,
  sql: Sql,
  { threadId, limit, before }: { threadId: string; limit: number; before: string | undefined },
): Promise<ThreadPage | undefined> {
  const rows = <Row extends object>(name: keyof typeof statements, ...values: unknown[]) =>
    queries.rows<Row>(sql(statements[name]), values);
  const [thread] = await rows<{ seq: number }>('thread', threadId);
  const [place] =
    before === undefined
      ? []
      : await rows<{ run: number; message: number }>('messagePlace', threadId, before);
  if (before !== undefined && place === undefined) return undefined;
  const [busy] = await rows<{ place: number | null }>('busyPlace', threadId);
  const upTo = place?.run ?? Number.MAX_SAFE_INTEGER;
  const counted = place?.run ?? busy?.place ?? Number.MAX_SAFE_INTEGER;

  // A run has its prompt at least, so that one run more than messages is enough unless prompts are missing.
  for (let most = limit + 1; ; most *= 4) {
    const runs = await rows<TimedRunRow & { ordinal: number }>(
      'runs',
      threadId,
      upTo,
      counted,
      most,
    );
    const ids = runs.map(({ id }) => id);
    const messages = await rows<MessageRow & { ordinal: number }>('messages', ids);
    const events = await rows<EventRow>('events', ids);
    const reads: PageReads = {
      lastSeq: () => thread?.seq ?? 0,
      findMessagePlace: () => place,
      findBusyPlace: () => busy?.place ?? undefined,
      runsBack: () => runs.map(({ id, ordinal }) => ({ id, place: ordinal })),
      messagesBack: (runId, end) =>
        messages
          .filter(({ run_id, ordinal }) => run_id === runId && ordinal < end)
          .map((row) => ({
            place: row.ordinal,
            message: toMessage(row),
            length: row.parts.length,
          })),
      eventsOf(runIds) {
        const wanted = new Set(runIds);
        return events.filter(({ run_id }) => wanted.has(run_id)).map(toEvent);
      },
      findPageRun(runId) {
        const row = runs.find(({ id }) => id === runId);
        return row && toPageRun(row);
      },
    };
    const page = readPage(reads, threadId, limit, before);
    const isAll = runs.filter(({ ordinal }) => ordinal <= counted).length < most;
    if (isAll || page?.hasEarlier) return page;
  }
}
