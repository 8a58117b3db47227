/**
 * The tables, read by SQL of its own: what a stranger with a SQLite tool sees. They are read from a copy, so that
 * neither a log nor a journal that the killed process has left is touched before the next one finds it.
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
  retries: number;
  retry_at: number | null;
  attempt: number | null;
  failure: unknown;
}

export interface AttemptRow {
  run_id: string;
  token: number;
  status: string;
}

export interface MessageRow {
  id: string;
  run_id: string;
  attempt: number | null;
  role: string;
  status: string;
  parts: { type: string; id?: string }[];
}

/** As it was shown: the columns and what `data` holds. */
export interface EventRow {
  threadId: string;
  runId: string;
  seq: number;
  type: string;
  at: number;
  retryAt?: number | null;
  retry?: number;
  failure?: unknown;
  message?: { id: string };
}

export interface Tables {
  threads: { id: string; seq: number }[];
  /** In the order in which they were asked for. */
  runs: RunRow[];
  /** By token. */
  attempts: AttemptRow[];
  /** In the order in which they were begun. */
  messages: MessageRow[];
  /** By thread and number. */
  events: EventRow[];
  timers: { run_id: string; due_at: number }[];
  /** What SQLite's own checks find: nothing, in a sound file. */
  unsound: string[];
}

export function readTables(file: string): Tables {
  // A process may be killed before it has made the file, or the tables.
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
  unsound.push(...orphans.map((row) => `a reference leads nowhere: ${JSON.stringify(row)}`));
  const isBlank = all(`SELECT 1 FROM sqlite_schema WHERE name = 'runs'`).length === 0;
  if (isBlank) return { ...blank, unsound };
  return {
    unsound,
    threads: all('SELECT id, seq FROM threads'),
    runs: all<Omit<RunRow, 'failure'> & { failure: string | null }>(
      `SELECT ordinal, id, thread_id, state, retries, retry_at, attempt, failure FROM runs
       ORDER BY ordinal`,
    ).map((row) => ({ ...row, failure: JSON.parse(row.failure ?? 'null') })),
    attempts: all('SELECT run_id, token, status FROM attempts ORDER BY run_id, token'),
    messages: all<Omit<MessageRow, 'parts'> & { parts: string }>(
      `SELECT m.id, run_id, m.attempt, role, status, parts FROM messages AS m
       JOIN runs AS r ON r.id = run_id ORDER BY r.ordinal, m.ordinal`,
    ).map((row) => ({ ...row, parts: JSON.parse(row.parts) })),
    events: all<{ data: string }>(
      `SELECT type, data, seq, thread_id AS threadId, run_id AS runId, at FROM events
       ORDER BY thread_id, seq`,
    ).map(({ data, ...row }) => ({ ...JSON.parse(data), ...row })),
    timers: all('SELECT run_id, due_at FROM timers'),
  };
}

const blank: Tables = {
  threads: [],
  runs: [],
  attempts: [],
  messages: [],
  events: [],
  timers: [],
  unsound: [],
};
