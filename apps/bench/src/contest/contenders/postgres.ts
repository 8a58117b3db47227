/** Perdure on PostgreSQL, and the floor there: the same rows by hand, one transaction after the other on one connection. */
import { postgresStore } from '@perdure/postgres';
import { type Chunk, createRuntime } from '@perdure/runtime';
import { isDelta } from '@perdure/thread';
import { PostgresServer } from 'perdure-tools/postgres';
import pg from 'pg';
import type { Make, Recorded } from '../contender.ts';
import { piece, prompt } from '../workload.ts';

const text: Chunk = { type: 'text', text: piece };
const finish: Chunk = { type: 'finish', reason: 'stop' };

/** The server, whose commits wait for the disk as the durability says. */
const startServer = (durability: string) =>
  PostgresServer.start({
    isDurable: true,
    settings: { synchronous_commit: durability === 'full' ? 'on' : 'off' },
  });

async function recordedIn(client: pg.Client, id: string): Promise<Recorded> {
  const { rows } = await client.query<{ role: string; parts: string }>(
    `SELECT role, parts FROM perdure.messages WHERE thread_id = $1 AND status = 'completed'`,
    [id],
  );
  const textOf = (role: string) =>
    JSON.parse(rows.find((row) => row.role === role)?.parts ?? 'null')?.[0]?.text;
  return { prompt: textOf('user'), answer: textOf('assistant') };
}

export const perdureOnPostgres: Make = async (_folder, durability, probe) => {
  const server = await startServer(durability);
  const runtime = await createRuntime({
    store: postgresStore(server.url),
    provider: ({ threadId }) => probe.of(threadId).modelAs<Chunk>(text, finish),
    policy: { baseMs: 0, maxMs: 0 },
  });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  return {
    async run(id) {
      const thread = runtime.thread(id);
      const watch = probe.of(id);
      const subscription = thread.events$.subscribe((item) => {
        if (isDelta(item) && item.part.type === 'text') watch.got(item.part.text);
      });
      const run = await thread.start({ prompt });
      await run.done();
      subscription.unsubscribe();
    },
    recorded: (id) => recordedIn(client, id),
    async close() {
      await client.end();
      await runtime.close();
      await server.remove();
    },
  };
};

export const floorOnPostgres: Make = async (_folder, durability, probe) => {
  const server = await startServer(durability);
  // The store makes its tables at its first use, and the floor must write to the same ones.
  const store = postgresStore(server.url);
  await store.threads(1);
  await store.close();
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const rows = new Rows(client);
  return {
    async run(id) {
      const watch = probe.of(id);
      await rows.start(id);
      for (let said = '', isOver = false; !isOver; said = '')
        try {
          for await (const got of watch.model()) {
            said += got;
            watch.got(got);
          }
          await rows.complete(id, said);
          isOver = true;
        } catch (error) {
          await rows.retry(id, said, String(error));
        }
    },
    recorded: (id) => recordedIn(client, id),
    async close() {
      await client.end();
      await server.remove();
    },
  };
};

type Statement = [text: string, ...values: unknown[]];

const context = JSON.stringify({ policy: {}, request: null, retryCount: 0 });
const partsOf = (said: string) => JSON.stringify([{ type: 'text', text: said }]);

/** The rows of a run as the store writes them, in three transactions. */
class Rows {
  readonly #client: pg.Client;
  #last: Promise<void> = Promise.resolve();

  constructor(client: pg.Client) {
    this.#client = client;
  }

  start(id: string): Promise<void> {
    const at = Date.now();
    const message = JSON.stringify({ message: { id: `${id}-p`, parts: partsOf(prompt) } });
    return this.#write(
      [
        `INSERT INTO perdure.threads (id, version, seq, last_ordinal, created_at, updated_at, last_commit)
         VALUES ($1, 1, 4, 1, $2, $2, $1)`,
        id,
        at,
      ],
      [
        `INSERT INTO perdure.runs (id, thread_id, ordinal, state, retry_count, context, last_fence, attempt_fence,
           created_at, updated_at) VALUES ($1, $1, 1, 'running', 0, $2, 1, 1, $3, $3)`,
        id,
        context,
        at,
      ],
      message1(id, `${id}-p`, 'user', prompt, 'completed', at),
      events(
        id,
        at,
        [1, 'run.queued', '{}'],
        [2, 'message.completed', message],
        [3, 'run.started', '{}'],
        [4, 'attempt.started', '{"retryCount":0}'],
      ),
      attempt(id, 1, 0, at),
    );
  }

  retry(id: string, partial: string, error: string): Promise<void> {
    const at = Date.now();
    const failure = JSON.stringify({ message: error });
    return this.#write(
      message1(id, `${id}-h`, 'assistant', partial, 'discarded', at),
      run(id, 'running', 1, failure, 3, at),
      end(id, 1, 'failed', failure, at),
      events(
        id,
        at,
        [5, 'message.discarded', `{"messageId":"${id}-h"}`],
        [6, 'run.retrying', failure],
        [7, 'attempt.started', '{"retryCount":1}'],
      ),
      attempt(id, 3, 1, at),
      seq(id, 7, at),
    );
  }

  complete(id: string, said: string): Promise<void> {
    const at = Date.now();
    const message = JSON.stringify({ message: { id: `${id}-a`, parts: partsOf(said) } });
    return this.#write(
      message1(id, `${id}-a`, 'assistant', said, 'completed', at),
      run(id, 'completed', 1, null, null, at),
      end(id, 3, 'completed', null, at),
      events(
        id,
        at,
        [8, 'message.completed', message],
        [9, 'run.completed', '{"output":{"finishReason":"stop"}}'],
      ),
      seq(id, 9, at),
    );
  }

  /** One transaction, after the one before it. */
  #write(...statements: Statement[]): Promise<void> {
    const write = async () => {
      await this.#client.query('BEGIN');
      for (const [at, [statement, ...values]] of statements.entries())
        await this.#client.query({
          name: `${at} ${statement.slice(0, 60)}`,
          text: statement,
          values,
        });
      await this.#client.query('COMMIT');
    };
    this.#last = this.#last.then(write);
    return this.#last;
  }
}

const message1 = (
  id: string,
  messageId: string,
  role: string,
  said: string,
  status: string,
  at: number,
): Statement => [
  `INSERT INTO perdure.messages (id, thread_id, run_id, role, parts, status, created_at, updated_at)
   VALUES ($1, $2, $2, $3, $4, $5, $6, $6)`,
  messageId,
  id,
  role,
  partsOf(said),
  status,
  at,
];

const events = (id: string, at: number, ...rows: [number, string, string][]): Statement => [
  `INSERT INTO perdure.events (thread_id, seq, run_id, type, data, at)
   SELECT $1, seq, $1, type, data, $2 FROM unnest($3::bigint[], $4::text[], $5::text[]) AS given (seq, type, data)`,
  id,
  at,
  ...[0, 1, 2].map((column) => rows.map((row) => row[column])),
];

const attempt = (id: string, fence: number, retryCount: number, at: number): Statement => [
  `INSERT INTO perdure.attempts (run_id, fence, retry_count, outcome, node, started_at)
   VALUES ($1, $2, $3, 'running', '', $4)`,
  id,
  fence,
  retryCount,
  at,
];

const end = (
  id: string,
  fence: number,
  outcome: string,
  failure: string | null,
  at: number,
): Statement => [
  'UPDATE perdure.attempts SET outcome = $3, failure = $4, ended_at = $5 WHERE run_id = $1 AND fence = $2',
  id,
  fence,
  outcome,
  failure,
  at,
];

const run = (
  id: string,
  state: string,
  retryCount: number,
  failure: string | null,
  fence: number | null,
  at: number,
): Statement => [
  `UPDATE perdure.runs SET state = $2, retry_count = $3, failure = $4, context = $5, last_fence = 3, attempt_fence = $6,
   updated_at = $7 WHERE id = $1`,
  id,
  state,
  retryCount,
  failure,
  context,
  fence,
  at,
];

const seq = (id: string, last: number, at: number): Statement => [
  'UPDATE perdure.threads SET seq = $2, updated_at = $3, version = version + 1 WHERE id = $1',
  id,
  last,
  at,
];
