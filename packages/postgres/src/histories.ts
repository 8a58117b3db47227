/** The messages that providers are given for runs. */
import type { Message } from '@perdure/thread';
import type { Queries } from './database.ts';
import { messageStatus } from './literals.ts';
import { type MessageRow, messageColumns, toMessage } from './rows.ts';

export interface Asked {
  runId: string;
  /** The messages of the runs before this one are left out. */
  from: string | undefined;
}

const statement = `
  SELECT asked.at, ${messageColumns} FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked (run, first, at)
  JOIN $schema.runs AS own ON own.id = asked.run AND own.replaced_by IS NULL
  JOIN $schema.runs ON runs.thread_id = own.thread_id AND runs.ordinal <= own.ordinal
    AND runs.ordinal >= coalesce((SELECT ordinal FROM $schema.runs WHERE id = asked.first), 0)
    AND runs.replaced_by IS NULL
  JOIN $schema.messages ON messages.run_id = runs.id AND messages.status = ${messageStatus('completed')}
  ORDER BY runs.ordinal, messages.ordinal`;

export async function histories(
  asked: readonly Asked[],
  queries: Queries,
  sql: (text: string) => string,
): Promise<Message[][]> {
  const found = asked.map((): Message[] => []);
  const rows = await queries.rows<MessageRow & { at: number }>(sql(statement), [
    asked.map(({ runId }) => runId),
    asked.map(({ from }) => from ?? null),
  ]);
  for (const row of rows) found[row.at - 1]?.push(toMessage(row));
  return found;
}
