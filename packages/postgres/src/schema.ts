/**
 * The tables, in one migration step per version. They are those of the SQLite file, but for what several processes need:
 * a thread has a version, an attempt and a timer have a node. `$schema` stands for the schema's quoted name.
 *
 * JSON is text, because PostgreSQL's own types refuse a zero character and half of a surrogate pair in it. Rows have no
 * foreign keys, because the one statement that writes them writes no row of a thread that it has not locked.
 *
 * A step never changes after a release. A former version of this package must be able to read and write what a step
 * leaves, because both run side by side during a rolling deploy.
 */
import { runStates } from '@perdure/run';
import {
  activeStates,
  attemptOutcomes,
  cuts,
  messageStatuses,
  roles,
} from '@perdure/runtime/store';
import { attemptOutcome, messageStatus, state, words } from './literals.ts';

const schema = `
CREATE TABLE $schema.nodes (                 -- the processes that have the store open
  id          text PRIMARY KEY,
  lease_until timestamptz NOT NULL,          -- its attempts are lost after this
  started_at  timestamptz NOT NULL DEFAULT now(),
  host        text NOT NULL,
  pid         integer NOT NULL,
  label       text                           -- what the app calls it
);

CREATE TABLE $schema.threads (
  id           text PRIMARY KEY,
  version      bigint NOT NULL,              -- of all that belongs to the thread: each commit raises it
  seq          bigint NOT NULL,              -- number of its last event
  last_ordinal bigint NOT NULL DEFAULT 0,    -- of its runs
  queued       integer NOT NULL DEFAULT 0,   -- how many runs wait
  last_commit  text NOT NULL,                -- id of the statement that wrote it last, for who has lost the answer
  title        text,                         -- beginning of its first prompt
  created_at   bigint NOT NULL,              -- epoch milliseconds, as all times of the runtime
  updated_at   bigint NOT NULL               -- of its last event
) WITH (fillfactor = 80);
CREATE INDEX threads_by_change ON $schema.threads (updated_at);

CREATE TABLE $schema.runs (
  id            text PRIMARY KEY,
  thread_id     text NOT NULL,
  ordinal       bigint NOT NULL,             -- the order of the runs of a thread
  replaced_by   text,                        -- the run that took its place
  state         text NOT NULL CHECK (state IN (${words(runStates)})),
  retry_count   integer NOT NULL,
  retry_at      bigint,                      -- deadline of the wait
  failure       text,                        -- JSON, of the last attempt that failed
  context       text NOT NULL,               -- JSON, what the machine remembers
  last_fence    integer NOT NULL,            -- the last fence handed out
  attempt_fence integer,                     -- fence of the attempt under way
  timer         text,                        -- the machine's name for the armed timer
  timer_fence   integer,
  created_at    bigint NOT NULL,
  updated_at    bigint NOT NULL,
  -- G3: a thread has at most one active run. It is checked at the end, because one statement ends a run and starts the
  -- next one.
  CONSTRAINT one_active_run EXCLUDE USING btree (thread_id WITH =)
    WHERE (state IN (${words(activeStates)})) DEFERRABLE INITIALLY DEFERRED
) WITH (fillfactor = 80);
CREATE INDEX conversations ON $schema.runs (thread_id, ordinal) WHERE replaced_by IS NULL;
CREATE INDEX queued_runs ON $schema.runs (thread_id, ordinal) WHERE state = ${state('queued')};
CREATE INDEX replaced_runs ON $schema.runs (thread_id) WHERE replaced_by IS NOT NULL;

CREATE TABLE $schema.attempts (
  run_id      text NOT NULL,
  fence       integer NOT NULL,              -- run_id/fence is the idempotency key
  retry_count integer NOT NULL,              -- 0 for the first attempt
  outcome     text NOT NULL CHECK (outcome IN (${words(attemptOutcomes)})),
  node        text NOT NULL,                 -- the process that performs it
  failure     text,                          -- JSON
  usage       text,                          -- JSON, tokens
  request     text,                          -- JSON, hashes of the fields of its last request
  specimen    text,                          -- JSON, of an error that no row of knowledge matches
  started_at  bigint NOT NULL,
  ended_at    bigint,
  PRIMARY KEY (run_id, fence)
) WITH (fillfactor = 80);
CREATE INDEX running_attempts ON $schema.attempts (node) WHERE outcome = ${attemptOutcome('running')};
CREATE INDEX specimens ON $schema.attempts (ended_at) WHERE specimen IS NOT NULL;

CREATE TABLE $schema.messages (
  ordinal       bigint GENERATED ALWAYS AS IDENTITY,
  id            text PRIMARY KEY,
  thread_id     text NOT NULL,
  run_id        text NOT NULL,
  attempt_fence integer,                     -- fence of the attempt that wrote it; none for a prompt
  role          text NOT NULL CHECK (role IN (${words(roles)})),
  parts         text NOT NULL,               -- JSON
  status        text NOT NULL CHECK (status IN (${words(messageStatuses)})),
  provider      text,                        -- the provider and the model that wrote it; none for a prompt
  model         text,
  cut           text CHECK (cut IN (${words(cuts)})), -- why it is not whole
  created_at    bigint NOT NULL,
  updated_at    bigint NOT NULL
);
CREATE INDEX messages_by_run ON $schema.messages (run_id, ordinal);
CREATE INDEX streaming_messages ON $schema.messages (thread_id) WHERE status = ${messageStatus('streaming')};

CREATE TABLE $schema.drafts (                -- what a message that is being written has more than its row
  ordinal    bigint GENERATED ALWAYS AS IDENTITY,
  message_id text NOT NULL,
  pieces     text NOT NULL                   -- JSON: [{ index, offset, part }]
);
CREATE INDEX drafts_by_message ON $schema.drafts (message_id, ordinal);

CREATE TABLE $schema.events (
  thread_id text NOT NULL,
  seq       bigint NOT NULL,                 -- 1, 2, 3 … without a gap
  run_id    text NOT NULL,
  type      text NOT NULL,
  data      text NOT NULL,                   -- JSON
  at        bigint NOT NULL,
  PRIMARY KEY (thread_id, seq)
);
CREATE INDEX events_by_run ON $schema.events (run_id)
  WHERE type NOT IN ('message.completed', 'message.failed');

CREATE TABLE $schema.timers (
  run_id text PRIMARY KEY,
  fence  integer NOT NULL,
  due_at bigint NOT NULL,
  node   text NOT NULL                       -- the process that has armed it, and fires it
);
CREATE INDEX timers_by_deadline ON $schema.timers (due_at, run_id);
CREATE INDEX timers_by_node ON $schema.timers (node, due_at, run_id);

CREATE TABLE $schema.files (
  hash       text PRIMARY KEY,               -- SHA-256 of the bytes, hexadecimal
  media_type text NOT NULL,                  -- such as image/png
  size       bigint NOT NULL,                -- bytes
  created_at bigint NOT NULL,
  bytes      bytea NOT NULL
);
ALTER TABLE $schema.files ALTER COLUMN bytes SET STORAGE EXTERNAL; -- images and documents are compressed already

-- The highest number of an event of a thread that was forgotten, and two more: new threads begin behind it.
ALTER TABLE $schema.meta ADD COLUMN first_seq bigint NOT NULL DEFAULT 0;
`;

/** The n-th step leads to version n. Steps are only added. */
export const migrations: readonly string[] = [schema];

/** The oldest version of this package, as a number of steps, that may go on with what these steps leave. */
export const oldestWriter = 1;
