/** Messages with the pieces that continue them. No other message than one that is being written has any. */
import { type Piece, withPieces } from '@perdure/runtime/store';
import type { Message } from '@perdure/thread';
import type { Queries } from './database.ts';
import { messageStatus } from './literals.ts';
import { type MessageRow, messageColumns, toMessage } from './rows.ts';

type Sql = (text: string) => string;

/** A message as it stands in two tables. */
interface WholeRow extends MessageRow {
  thread_id: string;
  drafts: string[] | null;
}

const isStreaming = `status = ${messageStatus('streaming')}`;

/** The messages for which a condition holds. */
const whole = (where: string) => `
  SELECT ${messageColumns}, thread_id, (
    SELECT json_agg(pieces ORDER BY drafts.ordinal) FROM $schema.drafts WHERE message_id = messages.id
  ) AS drafts
  FROM $schema.messages WHERE ${where} ORDER BY ordinal`;

const toWhole = (row: WholeRow): Message =>
  withPieces(
    toMessage(row),
    (row.drafts ?? []).flatMap((json) => JSON.parse(json) as Piece[]),
  );

export async function findMessage(
  id: string,
  queries: Queries,
  sql: Sql,
): Promise<Message | undefined> {
  const [row] = await queries.rows<WholeRow>(sql(whole('id = $1')), [id]);
  return row && toWhole(row);
}

/** The message that a run is writing. */
export async function streamingMessage(
  runId: string,
  queries: Queries,
  sql: Sql,
): Promise<Message | undefined> {
  const [row] = await queries.rows<WholeRow>(sql(whole(`run_id = $1 AND ${isStreaming}`)), [runId]);
  return row && toWhole(row);
}

/** The messages that are being written in threads, by thread id. */
export async function streamingMessages(
  threadIds: readonly string[],
  queries: Queries,
  sql: Sql,
): Promise<Map<string, Message>> {
  const where = `thread_id = ANY ($1::text[]) AND ${isStreaming}`;
  const rows = await queries.rows<WholeRow>(sql(whole(where)), [threadIds]);
  return new Map(rows.map((row) => [row.thread_id, toWhole(row)]));
}
