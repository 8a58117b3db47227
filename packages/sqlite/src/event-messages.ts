/**
 * Keeps the text of a message once in the file: the event that records a message names its row instead of repeating it.
 * An event never changes, so that it is given the message itself before the row changes.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Fact, Message } from '@perdure/thread';
import type { Database } from 'better-sqlite3';
import { integer, text } from './parameters.ts';
import { type MessageRow, messageFields, recordedStatus, toMessageRow } from './rows.ts';

/** The row of a message, with the event that reads it. */
interface RecordedRow extends MessageRow {
  thread_id: string;
  event_seq: number;
  type: string;
}

/** The messages that one transaction writes, and the events that record them. */
export interface EventMessages {
  /** Call it before the row of the message is written. */
  beforePut(message: Message): void;
  /** Call it after the row of the message is written. @param ordinal of the row */
  afterPut(message: Message, ordinal: number): void;
  /**
   * The ordinal of the row that the event is to name; null if the event has no message, or is to have it itself. One
   * event at most names a row.
   *
   * @param seq number of the event
   */
  refer(fact: Fact, seq: number): number | null;
}

export function prepareEventMessages(db: Database): () => EventMessages {
  const recorded = db.prepare<[string], RecordedRow>(`
    SELECT messages.*, events.type FROM messages
    JOIN events ON events.thread_id = messages.thread_id AND events.seq = messages.event_seq
    WHERE messages.id = ${text}`);
  const giveMessage = db.prepare(
    `UPDATE events SET data = ?, message = NULL WHERE thread_id = ${text} AND seq = ${integer}`,
  );
  const setEvent = db.prepare('UPDATE messages SET event_seq = ? WHERE id = ?');
  const isFree = db.prepare<[number]>(
    `SELECT 1 FROM messages WHERE ordinal = ${integer} AND event_seq IS NULL`,
  );

  return () => {
    const put = new Map<string, { message: Message; ordinal: number }>();
    return {
      beforePut(message) {
        const row = recorded.get(message.id);
        if (row === undefined || isSame(row, message)) return;
        giveMessage.run(dataOf(row), row.thread_id, row.event_seq);
        setEvent.run(null, row.id);
      },
      afterPut: (message, ordinal) => void put.set(message.id, { message, ordinal }),
      refer(fact, seq) {
        if (!('message' in fact) || fact.message.status !== recordedStatus(fact.type)) return null;
        const found = put.get(fact.message.id);
        if (found === undefined || isFree.get(found.ordinal) === undefined) return null;
        if (!isDeepStrictEqual(found.message, fact.message)) return null;
        setEvent.run(seq, fact.message.id);
        return found.ordinal;
      },
    };
  };
}

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
