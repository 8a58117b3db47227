/**
 * The tables, in one migration step per version. Any SQLite tool can read them. The status words come from the
 * constants of the code, because the database must refuse a word that the code does not know.
 *
 * A step never changes after a release, because files exist that the step has made.
 */
import { runStates } from '@perdure/run';
import {
  activeStates,
  attemptOutcomes,
  cuts,
  messageStatuses,
  roles,
} from '@perdure/runtime/store';
import { titleLength } from '@perdure/thread';
import { attemptOutcome, state, words } from './literals.ts';

/** The value of `PRAGMA application_id` that marks a file as a Perdure database: 'Perd' in ASCII. */
export const applicationId = 0x50657264;

/** Outcomes that schema version 1 allows for an attempt. Version 4 removes one of them. */
const firstOutcomes = 'running completed failed discarded asked stopped lost'.split(' ');

/** Version 1. Version 4 renames some of its columns. */
export const schema = `
CREATE TABLE threads (
  id         TEXT PRIMARY KEY,
  seq        INTEGER NOT NULL DEFAULT 0, -- number of its last event
  created_at INTEGER NOT NULL            -- epoch milliseconds, as all times here
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  ordinal     INTEGER PRIMARY KEY,       -- the order in which they were created
  id          TEXT NOT NULL UNIQUE,
  thread_id   TEXT NOT NULL REFERENCES threads (id),
  state       TEXT NOT NULL CHECK (state IN (${words(runStates)})),
  retries     INTEGER NOT NULL,          -- used up so far
  retry_at    INTEGER,                   -- deadline of the wait
  failure     TEXT,                      -- JSON, of the last attempt that failed
  context     TEXT NOT NULL,             -- JSON, what the machine remembers
  tokens      INTEGER NOT NULL,          -- the last fence handed out
  attempt     INTEGER,                   -- fence of the attempt under way
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
  token      INTEGER NOT NULL,           -- run_id/fence is the idempotency key
  retry      INTEGER NOT NULL,           -- 0 for the first attempt
  status     TEXT NOT NULL CHECK (status IN (${words(firstOutcomes)})),
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
  attempt    INTEGER,                    -- fence of the attempt that wrote it; none for a prompt
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

/** Version 2: a run may replace other runs. The replaced runs are then no part of any history. */
const lineage = `
ALTER TABLE runs ADD COLUMN replaced_by TEXT REFERENCES runs (id); -- the run that took its place
`;

/** Version 3: the next queued run of a thread, and the most recently changed threads, are found by an index. */
const order = `
CREATE INDEX queued_runs ON runs (thread_id, ordinal) WHERE state = ${state('queued')};
ALTER TABLE threads ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0; -- of its last event
UPDATE threads SET updated_at = coalesce(
  (SELECT at FROM events WHERE thread_id = threads.id AND events.seq = threads.seq), created_at);
`;

/**
 * Version 4: the fencing number is called fence, and the number of retries `retryCount`, in columns and in JSON. A
 * failed attempt is `failed`, whether its run tries again or not, because the next attempt of the run shows that.
 */
const fences = `
ALTER TABLE runs RENAME COLUMN tokens TO last_fence;
ALTER TABLE runs RENAME COLUMN attempt TO attempt_fence;
ALTER TABLE runs RENAME COLUMN timer_token TO timer_fence;
ALTER TABLE runs RENAME COLUMN retries TO retry_count;
ALTER TABLE messages RENAME COLUMN attempt TO attempt_fence;
ALTER TABLE timers RENAME COLUMN token TO fence;

ALTER TABLE attempts RENAME TO former_attempts;
CREATE TABLE attempts (
  run_id      TEXT NOT NULL REFERENCES runs (id),
  fence       INTEGER NOT NULL,          -- run_id/fence is the idempotency key
  retry_count INTEGER NOT NULL,          -- 0 for the first attempt
  outcome     TEXT NOT NULL CHECK (outcome IN (${words(attemptOutcomes)})),
  failure     TEXT,                      -- JSON
  started_at  INTEGER NOT NULL,
  ended_at    INTEGER,
  PRIMARY KEY (run_id, fence)
) STRICT, WITHOUT ROWID;
INSERT INTO attempts SELECT run_id, token, retry,
  iif(status IN (${words(attemptOutcomes)}), status, ${attemptOutcome('failed')}),
  failure, started_at, ended_at FROM former_attempts;
DROP TABLE former_attempts;

-- A text that is no JSON is left alone: it is one damaged row, and no reason to refuse the file.
UPDATE runs SET context = json_remove(json_set(context, '$.retryCount', context ->> '$.retries'), '$.retries')
  WHERE json_valid(context) AND context ->> '$.retries' IS NOT NULL;
UPDATE events SET data = json_remove(json_set(data, '$.retryCount', data ->> '$.retry'), '$.retry')
  WHERE type IN ('attempt.started', 'run.retrying', 'run.parked') AND json_valid(data)
    AND data ->> '$.retry' IS NOT NULL;
`;

/**
 * Version 5: a message names its model and says why it was cut, an attempt has what it used and the hashes of its last
 * request, and files are stored. The bytes are the last column, because SQLite reads a row from its start.
 */
const files = `
ALTER TABLE messages ADD COLUMN provider TEXT; -- the provider and the model that wrote it; none for a prompt
ALTER TABLE messages ADD COLUMN model TEXT;
ALTER TABLE messages ADD COLUMN cut TEXT CHECK (cut IN (${words(cuts)})); -- why it is not whole
ALTER TABLE attempts ADD COLUMN usage TEXT;    -- JSON, tokens
ALTER TABLE attempts ADD COLUMN request TEXT;  -- JSON, hashes of the fields of its last request

CREATE TABLE files (
  hash       TEXT PRIMARY KEY,           -- SHA-256 of the bytes, hexadecimal
  media_type TEXT NOT NULL,              -- such as image/png
  size       INTEGER NOT NULL,           -- bytes
  created_at INTEGER NOT NULL,
  bytes      BLOB NOT NULL
) STRICT;
`;

/** Version 6: an attempt whose failure is unknown has a specimen of its error. */
const specimens = `
ALTER TABLE attempts ADD COLUMN specimen TEXT; -- JSON, of an error that no row of knowledge matches
CREATE INDEX specimens ON attempts (ended_at) WHERE specimen IS NOT NULL;
`;

/**
 * Version 7: a message that is being written is appended to, a thread has its title, and the place of a run in its
 * conversation is found without the runs beside it. A run that replaces another takes its ordinal, so that the runs
 * after it keep theirs.
 */
const drafts = `
CREATE TABLE drafts (                    -- what a message that is being written has more than its row
  ordinal    INTEGER PRIMARY KEY,
  message_id TEXT NOT NULL REFERENCES messages (id),
  pieces     TEXT NOT NULL               -- JSON: [{ index, offset, part }], in the order in which they were written
) STRICT;
CREATE INDEX drafts_by_message ON drafts (message_id);

ALTER TABLE threads ADD COLUMN title TEXT; -- beginning of its first prompt
UPDATE threads SET title = (
  SELECT substr((SELECT group_concat(part.value ->> '$.text', '' ORDER BY part.key) FROM json_each(parts) AS part
    WHERE part.value ->> '$.type' = 'text'), 1, ${titleLength})
  FROM messages WHERE json_valid(parts) AND run_id = (
    SELECT id FROM runs WHERE thread_id = threads.id AND replaced_by IS NULL ORDER BY ordinal LIMIT 1
  ) ORDER BY ordinal LIMIT 1);

DROP INDEX runs_by_thread;
CREATE INDEX conversations ON runs (thread_id, ordinal) WHERE replaced_by IS NULL;
CREATE INDEX begun_runs ON runs (thread_id, ordinal)
  WHERE replaced_by IS NULL AND state <> ${state('queued')};
`;

/**
 * Version 8: the owner is named in the file, because a lock beside the file can be lost. The length of a thread's queue
 * is a column, because each start in a busy thread asks for it. The most recently changed threads are found by an index.
 */
const owner = `
CREATE INDEX threads_by_change ON threads (updated_at);
ALTER TABLE threads ADD COLUMN queued INTEGER NOT NULL DEFAULT 0; -- how many runs wait
UPDATE threads SET queued =
  (SELECT count(*) FROM runs WHERE thread_id = threads.id AND state = ${state('queued')});
CREATE TRIGGER run_is_queued AFTER INSERT ON runs WHEN new.state = ${state('queued')} BEGIN
  UPDATE threads SET queued = queued + 1 WHERE id = new.thread_id;
END;
CREATE TRIGGER run_is_no_longer_queued AFTER UPDATE OF state ON runs
WHEN old.state = ${state('queued')} AND new.state <> ${state('queued')} BEGIN
  UPDATE threads SET queued = queued - 1 WHERE id = new.thread_id;
END;

CREATE TABLE owner (
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  nonce   TEXT NOT NULL,                 -- random, of one opening
  commits INTEGER NOT NULL,              -- of this owner
  pid     INTEGER NOT NULL,
  started TEXT,                          -- when the process began, where the system says it
  host    TEXT NOT NULL,
  file    TEXT NOT NULL                  -- device and inode; a copy of the file has others
) STRICT;
`;

/**
 * Version 9: the text of a message and the policy of a run stand once. Rows of the former shape are moved later, in small
 * steps (`moving.ts`), because a file may be too long for one transaction.
 */
const once = `
CREATE TABLE policies (
  ordinal INTEGER PRIMARY KEY,
  json    TEXT NOT NULL UNIQUE
) STRICT;
-- The policy of the run. Its context then has neither the policy nor the failure nor fields that are as in a run that
-- begins. None if the context is whole.
ALTER TABLE runs ADD COLUMN policy INTEGER REFERENCES policies (ordinal);
CREATE INDEX replaced_runs ON runs (thread_id) WHERE replaced_by IS NOT NULL;

-- Ordinal of the message that the event records; none if 'data' has the message. No foreign key, because SQLite would
-- look through all events for each message that is deleted.
ALTER TABLE events ADD COLUMN message INTEGER;
ALTER TABLE messages ADD COLUMN event_seq INTEGER; -- number of the event that names this row

CREATE TABLE moves (                     -- what is left to move to this version's shape
  what   TEXT PRIMARY KEY CHECK (what IN ('runs', 'events')),
  key    TEXT NOT NULL,                  -- the last row that was looked at: thread_id and seq of an event,
  number INTEGER NOT NULL                -- ordinal of a run
) STRICT, WITHOUT ROWID;
INSERT INTO moves SELECT 'events', '', 0 WHERE EXISTS (SELECT 1 FROM events);
INSERT INTO moves SELECT 'runs', '', min(ordinal) - 1 FROM runs HAVING count(*) > 0;
`;

/** Version 10: the events of a run that a page of its thread is made of are found by an index. A page has the messages. */
const pages = `
CREATE INDEX events_by_run ON events (run_id) WHERE type NOT IN ('message.completed', 'message.failed');
`;

/** The n-th step leads to `user_version` n. Steps are only added. */
export const migrations: readonly string[] = [
  schema,
  lineage,
  order,
  fences,
  files,
  specimens,
  drafts,
  owner,
  once,
  pages,
];
