/** Reads a conversation from the rows of its runs and messages. */
import type { Conversation } from '@perdure/runtime/store';
import type { Database } from 'better-sqlite3';
import { type ReadContextRow, runColumns } from './contexts.ts';
import { messageStatus } from './literals.ts';
import { text } from './parameters.ts';
import { type MessageRow, type RunRow, toMessage, toRun } from './rows.ts';

interface TimedRow extends RunRow, ReadContextRow {
  created_at: number;
  updated_at: number;
}

export function prepareConversation(db: Database): (threadId: string) => Conversation {
  const seq = db.prepare<[string], number>(`SELECT seq FROM threads WHERE id = ${text}`).pluck();
  const runs = db.prepare<[string], TimedRow>(`
    SELECT ${runColumns} FROM runs WHERE thread_id = ${text} AND replaced_by IS NULL
    ORDER BY ordinal`);
  const messages = db.prepare<[string], MessageRow>(`
    SELECT messages.* FROM runs JOIN messages ON messages.run_id = runs.id
      AND messages.status IN (${messageStatus('completed', 'failed')})
    WHERE runs.thread_id = ${text} AND replaced_by IS NULL
    ORDER BY runs.ordinal, messages.ordinal`);
  const read = db.transaction((threadId: string) => ({
    seq: (seq.get(threadId) as number | undefined) ?? 0,
    runs: runs.all(threadId).map((row) => {
      return { run: toRun(row), createdAt: row.created_at, updatedAt: row.updated_at };
    }),
    messages: messages.all(threadId).map(toMessage),
  }));
  return read;
}
