/** Deletes what is older than a time, of threads in which nothing is under way, in small steps. */
import { activeStates, type PruneOptions } from '@perdure/runtime/store';
import type { Database } from 'better-sqlite3';
import { attemptOutcome, messageStatus, words } from './literals.ts';
import { integer, text } from './parameters.ts';

interface PrunedEvent {
  seq: number;
  runId: string;
  at: number;
  message: number | null;
}

/** Call it within a transaction. @returns where the next step begins; undefined at the end */
export function preparePrune(db: Database): (options: PruneOptions) => string | undefined {
  const threads = db.prepare<[string, number], { id: string; isIdle: 0 | 1 }>(`
    SELECT id, queued = 0 AND NOT EXISTS (
      SELECT 1 FROM runs WHERE thread_id = threads.id AND state IN (${words(activeStates)})
    ) AS isIdle
    FROM threads WHERE id > ${text} ORDER BY id LIMIT ${integer}`);
  const events = db.prepare<[string, number], PrunedEvent>(`
    SELECT seq, run_id AS runId, at, message FROM events
    WHERE thread_id = ${text} AND seq < (SELECT seq FROM threads WHERE id = events.thread_id)
    ORDER BY seq LIMIT ${integer}`);
  const lastRun = db
    .prepare<[string], string>(
      `SELECT run_id FROM events WHERE thread_id = ${text} ORDER BY seq DESC LIMIT 1`,
    )
    .pluck();
  const forgetEvent = db.prepare(`UPDATE messages SET event_seq = NULL WHERE ordinal = ${integer}`);
  const deleteEvents = db.prepare(
    `DELETE FROM events WHERE thread_id = ${text} AND seq <= ${integer}`,
  );
  const deleteMessages = db.prepare(`
    DELETE FROM messages WHERE run_id = ${text} AND (status = ${messageStatus('discarded')}
        OR status = ${messageStatus('failed')}
          AND (SELECT replaced_by FROM runs WHERE id = run_id) IS NOT NULL)
      AND event_seq IS NULL AND updated_at < ${integer}`);
  const deleteAttempts = db.prepare(`
    DELETE FROM attempts WHERE run_id = ${text} AND outcome <> ${attemptOutcome('running')}
      AND ended_at < ${integer} AND specimen IS NULL`);

  /** @returns how many rows were deleted, and whether older events are left */
  const pruneThread = (id: string, before: number, limit: number): [number, boolean] => {
    const found = events.all(id, limit);
    // The events of a thread are in the order of time.
    const kept = found.findIndex(({ at }) => at >= before);
    const old = kept < 0 ? found : found.slice(0, kept);
    for (const { message } of old) if (message !== null) forgetEvent.run(message);
    const last = old.at(-1);
    if (last !== undefined) deleteEvents.run(id, last.seq);
    let deleted = old.length;
    // An attempt ends with an event of its run, so that no other run has an attempt that is old.
    for (const run of new Set([...old.map(({ runId }) => runId), lastRun.get(id) as string]))
      for (const statement of [deleteMessages, deleteAttempts])
        deleted += statement.run(run, before).changes;
    return [deleted, old.length === limit];
  };

  return ({ before, limit, after = '' }) => {
    const found = threads.all(after, limit);
    let place = after;
    let left = limit;
    for (const { id, isIdle } of found) {
      if (left <= 0) return place;
      const [deleted, hasMore] = isIdle ? pruneThread(id, before, left) : [0, false];
      if (hasMore) return place;
      left -= deleted;
      place = id;
    }
    return found.length < limit ? undefined : place;
  };
}
