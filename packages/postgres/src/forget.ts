/** Deletes a thread with all that belongs to it, and its files that no other thread names. */
import type { Queries } from './database.ts';

/** A part that names a file has its hash in this form. */
const hash = /"hash":"([^"\\]+)"/g;

const statements = [
  'DELETE FROM $schema.drafts WHERE message_id IN (SELECT id FROM $schema.messages WHERE thread_id = $1)',
  'DELETE FROM $schema.events WHERE thread_id = $1',
  'DELETE FROM $schema.messages WHERE thread_id = $1',
  'DELETE FROM $schema.attempts WHERE run_id IN (SELECT id FROM $schema.runs WHERE thread_id = $1)',
  'DELETE FROM $schema.timers WHERE run_id IN (SELECT id FROM $schema.runs WHERE thread_id = $1)',
  'DELETE FROM $schema.runs WHERE thread_id = $1',
  'DELETE FROM $schema.threads WHERE id = $1',
];

/** Every text of a thread in which a file may be named. */
const texts = `
  SELECT parts AS text FROM $schema.messages WHERE thread_id = $1
  UNION ALL SELECT data FROM $schema.events WHERE thread_id = $1
  UNION ALL SELECT pieces FROM $schema.drafts
    WHERE message_id IN (SELECT id FROM $schema.messages WHERE thread_id = $1)`;

/** Every text, of all threads, that names the file. */
const isNamed = (column: string, table: string) =>
  `EXISTS (SELECT 1 FROM $schema.${table} WHERE strpos(${column}, '"hash":"' || files.hash || '"') > 0)`;
const deleteFiles = `
  DELETE FROM $schema.files WHERE hash = ANY ($1::text[]) AND NOT ${isNamed('parts', 'messages')}
    AND NOT ${isNamed('data', 'events')} AND NOT ${isNamed('pieces', 'drafts')}`;

/** Call it within a transaction. */
export async function forgetThread(
  queries: Queries,
  sql: (text: string) => string,
  threadId: string,
): Promise<void> {
  const [thread] = await queries.rows<{ seq: number }>(
    sql('SELECT seq FROM $schema.threads WHERE id = $1 FOR UPDATE'),
    [threadId],
  );
  if (thread === undefined) return;
  // One number is left out, so that no reader takes later events for those that follow its position.
  await queries.rows(sql('UPDATE $schema.meta SET first_seq = greatest(first_seq, $1)'), [
    thread.seq + 1,
  ]);
  const found = await queries.rows<{ text: string }>(sql(texts), [threadId]);
  const hashes = new Set(
    found.flatMap(({ text }) => Array.from(text.matchAll(hash), ([, name]) => name ?? '')),
  );
  for (const statement of statements) await queries.rows(sql(statement), [threadId]);
  if (hashes.size > 0) await queries.rows(sql(deleteFiles), [[...hashes]]);
}
