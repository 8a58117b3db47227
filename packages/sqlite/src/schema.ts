/**
 * The tables, readable with any SQLite tool. Status words come from the constants that the code uses, so
 * the database refuses a word that the code does not know.
 */
import { runStates } from '@perdure/run';
import { activeStates, attemptStatuses, messageStatuses, roles } from '@perdure/runtime';
import { state, words } from './words.ts';

/** 'Perd' in ASCII: tells our file from any other (PRAGMA application_id). */
export const applicationId = 0x50657264;

/** The first version of the schema. What comes later is a further step in `migrations`. */
export const schema = `
CREATE TABLE threads (
  id         TEXT PRIMARY KEY,
  seq        INTEGER NOT NULL DEFAULT 0, -- number of its last event
  created_at INTEGER NOT NULL            -- epoch milliseconds, as all times here
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  ordinal     INTEGER PRIMARY KEY,       -- the order in which they were asked for
  id          TEXT NOT NULL UNIQUE,
  thread_id   TEXT NOT NULL REFERENCES threads (id),
  state       TEXT NOT NULL CHECK (state IN (${words(runStates)})),
  retries     INTEGER NOT NULL,          -- used up so far
  retry_at    INTEGER,                   -- deadline of the wait
  failure     TEXT,                      -- JSON, of the last attempt that failed
  context     TEXT NOT NULL,             -- JSON, what the machine remembers
  tokens      INTEGER NOT NULL,          -- the last token given out
  attempt     INTEGER,                   -- token of the attempt under way
  timer       TEXT,                      -- the machine's name for the armed timer
  timer_token INTEGER,
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL
) STRICT;

-- G3: a thread has at most one active run.
CREATE UNIQUE INDEX one_active_run ON runs (thread_id) WHERE state IN (${words(activeStates)});
CREATE INDEX runs_by_thread ON runs (thread_id, ordinal);
CREATE INDEX running_runs ON runs (state) WHERE state = ${state('running')};

CREATE TABLE attempts (
  run_id     TEXT NOT NULL REFERENCES runs (id),
  token      INTEGER NOT NULL,           -- run_id/token is the idempotency key
  retry      INTEGER NOT NULL,           -- 0 for the first attempt
  status     TEXT NOT NULL CHECK (status IN (${words(attemptStatuses)})),
  failure    TEXT,                       -- JSON
  started_at INTEGER NOT NULL,
  ended_at   INTEGER,
  PRIMARY KEY (run_id, token)
) STRICT, WITHOUT ROWID;

CREATE TABLE messages (
  ordinal    INTEGER PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,
  thread_id  TEXT NOT NULL REFERENCES threads (id),
  run_id     TEXT NOT NULL REFERENCES runs (id),
  attempt    INTEGER,                    -- token of the attempt that wrote it; none for a prompt
  role       TEXT NOT NULL CHECK (role IN (${words(roles)})),
  parts      TEXT NOT NULL,              -- JSON
  status     TEXT NOT NULL CHECK (status IN (${words(messageStatuses)})),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_by_run ON messages (run_id);

CREATE TABLE events (
  thread_id TEXT NOT NULL REFERENCES threads (id),
  seq       INTEGER NOT NULL,            -- 1, 2, 3 … without a gap
  run_id    TEXT NOT NULL REFERENCES runs (id),
  type      TEXT NOT NULL,
  data      TEXT NOT NULL,               -- JSON
  at        INTEGER NOT NULL,
  PRIMARY KEY (thread_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE timers (
  run_id TEXT PRIMARY KEY REFERENCES runs (id),
  token  INTEGER NOT NULL,
  due_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX timers_by_deadline ON timers (due_at);
`;

/** The second version: a run may take the place of others, which then are in no history any more. */
export const lineage = `
ALTER TABLE runs ADD COLUMN replaced_by TEXT REFERENCES runs (id); -- the run that took its place
`;

/** The third: who is next in a thread, and which threads something happened in last, are found without a search. */
export const order = `
CREATE INDEX queued_runs ON runs (thread_id, ordinal) WHERE state = ${state('queued')};
ALTER TABLE threads ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0; -- of its last event
UPDATE threads SET updated_at = coalesce(
  (SELECT at FROM events WHERE thread_id = threads.id AND events.seq = threads.seq), created_at);
`;
