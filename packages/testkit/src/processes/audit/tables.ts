/**
 * Reads the tables with its own SQL, as any SQLite tool shows them.
 *
 * It reads a copy of the file. Opening the file itself would change the write-ahead log or journal that a killed
 * process has left, and the next process needs that.
 */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';

export interface RunRow {
  ordinal: number;
  id: string;
  thread_id: string;
  state: string;
  retry_count: number;
  retry_at: number | null;
  attempt_fence: number | null;
  failure: unknown;
  replaced_by: string | null;
}

export interface AttemptRow {
  run_id: string;
  fence: number;
  outcome: string;
}

export interface MessageRow {
  id: string;
  run_id: string;
  attempt_fence: number | null;
  role: string;
  status: string;
  parts: { type: string; id?: string }[];
}

/** An event as a subscriber receives it: the columns of its row, and the fields of the column `data`. */
export interface EventRow {
  threadId: string;
  runId: string;
  seq: number;
  type: string;
  at: number;
  retryAt?: number | null;
  retryCount?: number;
  failure?: unknown;
  message?: { id: string };
  resumes?: string;
}

export interface Tables {
  threads: { id: string; seq: number }[];
  /** All runs, in their order within their threads. */
  runs: RunRow[];
  /** All attempts, sorted by run and fence. */
  attempts: AttemptRow[];
  /** All messages, in the order of their runs, and within a run in the order of their creation. */
  messages: MessageRow[];
  /** All events, sorted by thread and number. */
  events: EventRow[];
  timers: { run_id: string; due_at: number }[];
  /** The problems that SQLite's own checks find; empty for a sound file. */
  unsound: string[];
}

export function readTables(file: string): Tables {
  // The file or its tables may be missing, because a process may be killed before it has created them.
  if (!existsSync(file)) return blank;
  const folder = mkdtempSync(join(tmpdir(), 'perdure-audit-'));
  for (const suffix of ['', '-wal', '-journal'])
    if (existsSync(file + suffix)) copyFileSync(file + suffix, join(folder, `copy.db${suffix}`));
  const db = new Database(join(folder, 'copy.db'));
  try {
    return read((sql) => db.prepare<[], never>(sql).all());
  } finally {
    db.close();
    rmSync(folder, { recursive: true });
  }
}

function read(all: <Row>(sql: string) => Row[]): Tables {
  const findings = all<{ integrity_check: string }>('PRAGMA integrity_check');
  const unsound = findings.map((row) => row.integrity_check).filter((line) => line !== 'ok');
  const orphans = all<object>('PRAGMA foreign_key_check');
  unsound.push(...orphans.map((row) => `a foreign key has no row: ${JSON.stringify(row)}`));
  const isBlank = all(`SELECT 1 FROM sqlite_schema WHERE name = 'runs'`).length === 0;
  if (isBlank) return { ...blank, unsound };
  const drafts = all<DraftRow>('SELECT message_id, pieces FROM drafts ORDER BY ordinal');
  return {
    unsound,
    threads: all('SELECT id, seq FROM threads'),
    runs: all<Omit<RunRow, 'failure'> & { failure: string | null }>(
      `SELECT ordinal, id, thread_id, state, retry_count, retry_at, attempt_fence, failure,
         replaced_by FROM runs
       ORDER BY ordinal`,
    ).map((row) => ({ ...row, failure: JSON.parse(row.failure ?? 'null') })),
    attempts: all('SELECT run_id, fence, outcome FROM attempts ORDER BY run_id, fence'),
    messages: all<Omit<MessageRow, 'parts'> & { parts: string }>(
      `SELECT m.id, run_id, m.attempt_fence, role, status, parts FROM messages AS m
       JOIN runs AS r ON r.id = run_id ORDER BY r.ordinal, m.ordinal`,
    ).map((row) => ({ ...row, parts: withDrafts(row, drafts) })),
    events: all<{ data: string; message: string | null }>(
      `SELECT type, data, seq, e.thread_id AS threadId, e.run_id AS runId, at, ${messageOfEvent} AS message
       FROM events AS e LEFT JOIN messages AS m ON m.ordinal = e.message
       ORDER BY threadId, seq`,
    ).map(({ data, message, ...row }) => ({
      ...JSON.parse(data),
      ...(message !== null && { message: withoutNulls(JSON.parse(message)) }),
      ...row,
    })),
    timers: all('SELECT run_id, due_at FROM timers'),
  };
}

/** The message of an event that names the row of its message. The type of the event has the status: `message.failed`. */
const messageOfEvent = `iif(e.message IS NULL, NULL, json_object('id', m.id, 'runId', m.run_id, 'role', role,
  'parts', json(parts), 'status', substr(type, length('message.') + 1),
  'origin', iif(provider IS NULL, NULL, json_object('provider', provider, 'model', model)), 'cut', cut))`;

const withoutNulls = (message: object) =>
  Object.fromEntries(Object.entries(message).filter(([, value]) => value !== null));

const blank: Tables = {
  threads: [],
  runs: [],
  attempts: [],
  messages: [],
  events: [],
  timers: [],
  unsound: [],
};

interface DraftRow {
  message_id: string;
  pieces: string;
}

/** The parts of a message, which has more in its drafts while it is being written. Text goes on at its offset. */
function withDrafts(row: { id: string; parts: string }, drafts: readonly DraftRow[]) {
  const parts = JSON.parse(row.parts);
  for (const { pieces } of drafts.filter(({ message_id }) => message_id === row.id))
    for (const { index, offset, part } of JSON.parse(pieces)) {
      const before = offset > 0 ? parts[index].text.slice(0, offset) : '';
      parts[index] = 'text' in part ? { ...part, text: before + part.text } : part;
    }
  return parts as MessageRow['parts'];
}
