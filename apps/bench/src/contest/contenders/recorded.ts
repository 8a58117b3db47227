/** What stands in a Perdure database of the only run in a thread. */
import Database from 'better-sqlite3';
import type { Recorded } from '../contender.ts';

/** Looks with a connection of its own: what it sees has been committed. */
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
