/** Deletes what is older than a time, of threads in which nothing is under way, in small steps. */
import { activeStates, type PruneOptions } from '@perdure/runtime/store';
import type { Queries } from './database.ts';
import { attemptOutcome, messageStatus, words } from './literals.ts';

type Sql = (text: string) => string;

const threadsStatement = `
  SELECT id FROM $schema.threads WHERE id > $1 ORDER BY id LIMIT $2`;

/** Locked, so that no run begins in the meantime. One that is locked by somebody else is in use. */
const idleThread = `
  SELECT id FROM $schema.threads WHERE id = $1 AND queued = 0 AND NOT EXISTS (
    SELECT 1 FROM $schema.runs WHERE thread_id = threads.id AND state IN (${words(activeStates)}))
  FOR UPDATE SKIP LOCKED`;

/** The last event stays. The events of a thread are in the order of time. */
const deleteEvents = `
  DELETE FROM $schema.events WHERE thread_id = $1 AND seq IN (
    SELECT seq FROM (
      SELECT seq, at, max(at) OVER (ORDER BY seq) AS latest FROM (
        SELECT seq, at FROM $schema.events WHERE thread_id = $1
          AND seq < (SELECT seq FROM $schema.threads WHERE id = $1) ORDER BY seq LIMIT $3) AS first) AS first
    WHERE latest < $2)
  RETURNING run_id`;

const lastRun = `
  SELECT run_id FROM $schema.events WHERE thread_id = $1 ORDER BY seq DESC LIMIT 1`;

const deleteMessages = `
  DELETE FROM $schema.messages WHERE run_id = ANY ($1::text[]) AND updated_at < $2 AND (
    status = ${messageStatus('discarded')} OR status = ${messageStatus('failed')}
      AND (SELECT replaced_by FROM $schema.runs WHERE id = run_id) IS NOT NULL)
  RETURNING id`;

const deleteAttempts = `
  DELETE FROM $schema.attempts WHERE run_id = ANY ($1::text[]) AND outcome <> ${attemptOutcome('running')}
    AND ended_at < $2 AND specimen IS NULL RETURNING run_id`;

/** Each thread in a transaction of its own. @returns where the next step begins; undefined at the end */
export async function prune(
  transaction: <T>(run: (queries: Queries) => Promise<T>) => Promise<T>,
  sql: Sql,
  { before, limit, after = '' }: PruneOptions,
): Promise<string | undefined> {
  const pruneThread = (id: string, most: number): Promise<[number, boolean]> =>
    transaction(async (queries) => {
      const rows = (text: string, ...values: unknown[]) =>
        queries.rows<{ run_id: string }>(sql(text), values);
      if ((await rows(idleThread, id)).length === 0) return [0, false];
      const events = await rows(deleteEvents, id, before, most);
      const runs = new Set([...events, ...(await rows(lastRun, id))].map(({ run_id }) => run_id));
      const messages = await rows(deleteMessages, [...runs], before);
      const attempts = await rows(deleteAttempts, [...runs], before);
      return [events.length + messages.length + attempts.length, events.length === most];
    });

  const found = await transaction((queries) =>
    queries.rows<{ id: string }>(sql(threadsStatement), [after, limit]),
  );
  let place = after;
  let left = limit;
  for (const { id } of found) {
    if (left <= 0) return place;
    const [deleted, hasMore] = await pruneThread(id, left);
    if (hasMore) return place;
    left -= deleted;
    place = id;
  }
  return found.length < limit ? undefined : place;
}
