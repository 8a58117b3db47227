/**
 * Keeps the text of a message once in the file: the event that records a message names its row instead of repeating it.
 * An event never changes, so that it is given the message itself before the row changes.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Write } from '@perdure/runtime/store';
import type { Message } from '@perdure/thread';
import type { Database } from 'better-sqlite3';
import { integer, text } from './parameters.ts';
import { type MessageRow, messageFields, recordedStatus, toMessageRow } from './rows.ts';

/** The row of a message, with the event that reads it. */
interface RecordedRow extends MessageRow {
  thread_id: string;
  event_seq: number;
  type: string;
}

type Put = Extract<Write, { type: 'putMessage' }>;
type Append = Extract<Write, { type: 'appendEvent' }>;

/** The messages that one transaction writes, and the events that record them. */
export interface EventMessages {
  /** Number of the event that is to read the message from its row; null for none. Call it before the row is written. */
  eventOf(put: Put): number | null;
  /** Call it after the row is written. */
  wrote(put: Put, ordinal: number): void;
  /** Ordinal of the row that the event is to name; null if it has no message, or is to have it itself. */
  rowOf(append: Append): number | null;
}

export function prepareEventMessages(db: Database): (writes: readonly Write[]) => EventMessages {
  const recorded = db.prepare<[string], RecordedRow>(`
    SELECT messages.*, events.type FROM messages
    JOIN events ON events.thread_id = messages.thread_id AND events.seq = messages.event_seq
    WHERE messages.id = ${text}`);
  const giveMessage = db.prepare(
    `UPDATE events SET data = ?, message = NULL WHERE thread_id = ${text} AND seq = ${integer}`,
  );
  const lastSeq = db
    .prepare<[string], number>(`SELECT seq FROM threads WHERE id = ${text}`)
    .pluck();

  return (writes) => {
    const naming = namingEvents(writes);
    const rows = new Map<Append, number>();
    return {
      eventOf(put) {
        const row = recorded.get(put.message.id);
        if (row !== undefined && isSame(row, put.message)) {
          // One event at most names a row.
          naming.delete(put);
          return row.event_seq;
        }
        if (row !== undefined) giveMessage.run(dataOf(row), row.thread_id, row.event_seq);
        const named = naming.get(put);
        if (named === undefined) return null;
        return ((lastSeq.get(put.threadId) as number | undefined) ?? 0) + named.number;
      },
      wrote(put, ordinal) {
        const named = naming.get(put);
        if (named !== undefined) rows.set(named.event, ordinal);
      },
      rowOf: (append) => rows.get(append) ?? null,
    };
  };
}

/**
 * The event that records each message, if it says the same, with its number among the events that the writes append to
 * the thread. It is known before the row is written, because a row that grows later may split its page.
 */
function namingEvents(writes: readonly Write[]): Map<Put, { event: Append; number: number }> {
  const puts = new Map<string, Put>();
  const numbers = new Map<string, number>();
  const found = new Map<Put, { event: Append; number: number }>();
  for (const write of writes) {
    if (write.type === 'putMessage') puts.set(write.message.id, write);
    if (write.type === 'forgetThread') numbers.delete(write.threadId);
    if (write.type !== 'appendEvent') continue;
    const number = (numbers.get(write.threadId) ?? 0) + 1;
    numbers.set(write.threadId, number);
    const put = 'message' in write.fact ? puts.get(write.fact.message.id) : undefined;
    if (put !== undefined && !found.has(put) && records(write, put))
      found.set(put, { event: write, number });
  }
  return found;
}

/** True if the event says of the message what its row will say. */
const records = ({ threadId, fact }: Append, put: Put): boolean =>
  'message' in fact &&
  threadId === put.threadId &&
  fact.message.status === recordedStatus(fact.type) &&
  isDeepStrictEqual(fact.message, put.message);

/** True if the event reads the same from the row after the message is put. */
function isSame(row: RecordedRow, message: Message): boolean {
  const { parts, provider, model, cut } = toMessageRow(message);
  const isOrigin = row.provider === provider && row.model === model;
  return isOrigin && row.parts === parts && row.cut === cut;
}

/** The data of an event that has its message itself. The parts are not parsed, because they may be damaged. */
function dataOf(row: RecordedRow): string {
  const fields = JSON.stringify({ ...messageFields(row), status: recordedStatus(row.type) });
  return `{"message":${fields.slice(0, -1)},"parts":${row.parts}}}`;
}
