/**
 * Deletes a thread with all that belongs to it. Foreign keys must be off meanwhile, because SQLite would look through all
 * events for each deleted run.
 */
import type { Write } from '@perdure/runtime/store';
import type { Database } from 'better-sqlite3';
import { text } from './parameters.ts';

/** True if the writes forget a thread. */
export const forgets = (writes: readonly Write[]): boolean =>
  writes.some(({ type }) => type === 'forgetThread');

/** The commit, without foreign keys if the writes forget a thread. SQLite changes them outside of transactions only. */
export const withForgetting =
  <R>(db: Database, commit: (writes: readonly Write[]) => R) =>
  (writes: readonly Write[]): R => {
    if (!forgets(writes)) return commit(writes);
    db.pragma('foreign_keys = OFF');
    try {
      return commit(writes);
    } finally {
      db.pragma('foreign_keys = ON');
    }
  };

/** The runs of a thread, by two indexes. */
const runsOfThread = `
  SELECT id FROM runs WHERE thread_id = ${text} AND replaced_by IS NULL
  UNION ALL SELECT id FROM runs WHERE thread_id = ${text} AND replaced_by IS NOT NULL`;

/** The texts in which a file may be named. */
const naming = {
  messages: 'SELECT parts FROM messages',
  drafts: 'SELECT pieces FROM drafts',
  events: 'SELECT data FROM events',
};
const everyText = Object.values(naming).join(' UNION ALL ');

/**
 * New threads begin behind the numbers of the thread, with one left out, so that no reader takes their events for those
 * that follow its position. The number stands in the row without an id, which no thread can have.
 */
const raiseNumbers = `
  INSERT INTO threads (id, seq, created_at) SELECT '', seq + 1, 0 FROM threads WHERE id = ${text}
  ON CONFLICT (id) DO UPDATE SET seq = max(seq, excluded.seq)`;

interface Deleted {
  table: string;
  /** The column with the id of the thread, run or message. */
  key: string;
  of: 'thread' | 'run' | 'message';
  /** Columns with texts. */
  texts: readonly string[];
}

/** The rows of a thread, in an order in which they may be deleted. */
const tables: readonly Deleted[] = [
  { table: 'drafts', key: 'message_id', of: 'message', texts: ['pieces'] },
  { table: 'events', key: 'thread_id', of: 'thread', texts: ['data'] },
  { table: 'messages', key: 'run_id', of: 'run', texts: ['parts'] },
  {
    table: 'attempts',
    key: 'run_id',
    of: 'run',
    texts: ['failure', 'usage', 'request', 'specimen'],
  },
  { table: 'timers', key: 'run_id', of: 'run', texts: [] },
  { table: 'runs', key: 'id', of: 'run', texts: ['context', 'failure'] },
  { table: 'threads', key: 'id', of: 'thread', texts: ['title'] },
];

/**
 * Sets texts to dashes of the same length. It comes before any row is deleted, because SQLite moves rows when others are
 * deleted, and leaves a copy on the unused part of a page. A row of the same length stays where it is.
 */
const overwrite = ({ table, key, texts }: Deleted): string => {
  const set = texts.map(
    (name) => `${name} = iif(${name} IS NULL, NULL, printf('%.*c', octet_length(${name}), '-'))`,
  );
  return `UPDATE ${table} SET ${set.join(', ')} WHERE ${key} = ${text}`;
};

/** A part that names a file has its hash in this form. */
const hash = /"hash":"([^"\\]+)"/g;
const hashesIn = (json: string): string[] =>
  Array.from(json.matchAll(hash), ([, found]) => found ?? '');

/** Call it within a transaction. */
export function prepareForget(db: Database): (threadId: string) => void {
  const runs = db.prepare<[string, string], string>(runsOfThread).pluck();
  const parts = db.prepare<[string], string>(`${naming.messages} WHERE run_id = ${text}`).pluck();
  const messageIds = db
    .prepare<[string], string>(`SELECT id FROM messages WHERE run_id = ${text}`)
    .pluck();
  const pieces = db
    .prepare<[string], string>(`${naming.drafts} WHERE message_id = ${text}`)
    .pluck();
  const data = db.prepare<[string], string>(`${naming.events} WHERE thread_id = ${text}`).pluck();
  const rest = db.prepare<[], string>(everyText).pluck();
  const deleteFile = db.prepare(`DELETE FROM files WHERE hash = ${text}`);
  const raise = db.prepare(raiseNumbers);
  const overwrites = tables
    .filter(({ texts }) => texts.length > 0)
    .map((rows) => ({ of: rows.of, statement: db.prepare(overwrite(rows)) }));
  const deletes = tables.map(({ table, key, of }) => {
    return { of, statement: db.prepare(`DELETE FROM ${table} WHERE ${key} = ${text}`) };
  });

  /** Deletes the files that nothing else names. Every text is read once, because a file has no list of its users. */
  const deleteFiles = (named: Set<string>) => {
    if (named.size === 0) return;
    for (const json of rest.iterate() as IterableIterator<string>) {
      for (const found of hashesIn(json)) named.delete(found);
      if (named.size === 0) return;
    }
    for (const found of named) deleteFile.run(found);
  };

  return (threadId) => {
    const ids = runs.all(threadId, threadId) as string[];
    const messages = ids.flatMap((id) => messageIds.all(id) as string[]);
    const named = [
      ...(data.all(threadId) as string[]),
      ...ids.flatMap((id) => parts.all(id) as string[]),
      ...messages.flatMap((id) => pieces.all(id) as string[]),
    ].flatMap(hashesIn);
    const keys = { thread: [threadId], run: ids, message: messages };
    raise.run(threadId);
    for (const { of, statement } of [...overwrites, ...deletes])
      for (const key of keys[of]) statement.run(key);
    deleteFiles(new Set(named));
  };
}
