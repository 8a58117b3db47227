/** Reads prompt and answer of a thread's only run from a Perdure database. */
import Database from 'better-sqlite3';
import type { Recorded } from '../contender.ts';

/** The recorded prompt and answer, read on a separate connection, because it sees committed rows only. */
export function recordedIn(file: string, threadId: string): Recorded {
  const db = new Database(file, { readonly: true });
  try {
    const text = db
      .prepare<[string, string], string>(
        `SELECT parts ->> '$[0].text' FROM messages
         WHERE thread_id = ? AND role = ? AND status = 'completed'`,
      )
      .pluck();
    return { prompt: text.get(threadId, 'user'), answer: text.get(threadId, 'assistant') };
  } finally {
    db.close();
  }
}
