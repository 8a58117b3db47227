/** The reads of the store, but for those of plans. */
import {
  type AttemptNotes,
  activeStates,
  type Conversation,
  type DueTimer,
  type KeptSpecimen,
  type Seen,
} from '@perdure/runtime/store';
import type { Message, StoredFile, ThreadEvent, ThreadSummary } from '@perdure/thread';
import type { Database, Queries } from './database.ts';
import { Gathered } from './gathered.ts';
import { messageStatus, words } from './literals.ts';
import { findMessage, streamingMessage, streamingMessages } from './messages.ts';
import {
  type EventRow,
  eventColumns,
  type MessageRow,
  messageColumns,
  type NotesRow,
  type SpecimenRow,
  type TimedRunRow,
  toEvent,
  toFile,
  toMessage,
  toNotes,
  toPageRun,
  toSpecimen,
} from './rows.ts';

type Sql = (text: string) => string;

const latestThreads = `
  SELECT latest.id, updated_at AS "updatedAt", coalesce(title, '') AS title, coalesce(
      (SELECT state FROM $schema.runs WHERE thread_id = latest.id AND state IN (${words(activeStates)})),
      (SELECT state FROM $schema.runs WHERE thread_id = latest.id AND replaced_by IS NULL
        ORDER BY ordinal DESC LIMIT 1)
    ) AS state
  FROM (SELECT * FROM $schema.threads ORDER BY updated_at DESC LIMIT $1) AS latest
  ORDER BY updated_at DESC`;

/** Longest text of a page of events, characters, because a page is in memory as a whole. A single event may be longer. */
const longestPage = 8 * 2 ** 20;

/** The events of each thread after a number, as many as fit into a page. */
const eventsStatement = `
  SELECT asked.at AS asked, page.* FROM unnest($1::text[], $2::bigint[], $3::integer[])
    WITH ORDINALITY AS asked (thread, after, most, at)
  CROSS JOIN LATERAL (
    SELECT ${eventColumns} FROM (
      SELECT *, sum(length(data)) OVER (ORDER BY seq) - length(data) AS before FROM (
        SELECT * FROM $schema.events WHERE thread_id = asked.thread AND seq > asked.after
        ORDER BY seq LIMIT asked.most) AS page) AS page
    WHERE before <= ${longestPage}) AS page
  ORDER BY seq`;

export class PostgresReads {
  readonly #database: () => Promise<Database>;
  readonly #sql: Sql;
  readonly #pages = new Gathered((asked: readonly PageOfEvents[]) => this.#readEvents(asked));
  readonly #looks = new Gathered((threadIds: readonly string[]) => this.#look(threadIds));

  /** @param database resolves once the schema is there */
  constructor(database: () => Promise<Database>, sql: Sql) {
    this.#database = database;
    this.#sql = sql;
  }

  async findMessage(messageId: string): Promise<Message | undefined> {
    return findMessage(messageId, await this.#database(), this.#sql);
  }

  async findStreamingMessage(runId: string): Promise<Message | undefined> {
    return streamingMessage(runId, await this.#database(), this.#sql);
  }

  async findAttemptNotes(runId: string): Promise<(AttemptNotes & { fence: number }) | undefined> {
    const [row] = await this.#rows<NotesRow>(
      `SELECT fence, usage, request FROM $schema.attempts
       WHERE run_id = $1 AND (usage IS NOT NULL OR request IS NOT NULL) ORDER BY fence DESC LIMIT 1`,
      [runId],
    );
    return row && toNotes(row);
  }

  async findFile(hash: string): Promise<StoredFile | undefined> {
    const [row] = await this.#rows<{ media_type: string; bytes: Buffer }>(
      'SELECT media_type, bytes FROM $schema.files WHERE hash = $1',
      [hash],
    );
    return row && toFile(row);
  }

  events(threadId: string, after: number, limit: number): Promise<ThreadEvent[]> {
    return this.#pages.ask([threadId, after, limit]);
  }

  threads(limit: number): Promise<ThreadSummary[]> {
    return this.#rows<ThreadSummary>(latestThreads, [limit]);
  }

  async specimens(): Promise<KeptSpecimen[]> {
    const rows = await this.#rows<SpecimenRow>(
      `SELECT run_id, fence, failure, specimen FROM $schema.attempts
       WHERE specimen IS NOT NULL ORDER BY ended_at`,
    );
    return rows.map(toSpecimen);
  }

  conversation(threadId: string): Promise<Conversation> {
    return this.#atOnce(async (queries) => {
      const read = <Row extends object>(text: string) =>
        queries.rows<Row>(this.#sql(text), [threadId]);
      const [thread] = await read<{ seq: number }>('SELECT seq FROM $schema.threads WHERE id = $1');
      const runs = await read<TimedRunRow>(
        `SELECT * FROM $schema.runs WHERE thread_id = $1 AND replaced_by IS NULL ORDER BY ordinal`,
      );
      const messages = await read<MessageRow>(`
        SELECT ${messageColumns} FROM $schema.runs JOIN $schema.messages ON messages.run_id = runs.id
          AND messages.status IN (${messageStatus('completed', 'failed')})
        WHERE runs.thread_id = $1 AND replaced_by IS NULL ORDER BY runs.ordinal, messages.ordinal`);
      return {
        seq: thread?.seq ?? 0,
        runs: runs.map(toPageRun),
        messages: messages.map(toMessage),
      };
    });
  }

  /** What readers of the threads must know: the last events, and the messages that are being written. */
  async look(threadIds: readonly string[]): Promise<Map<string, Seen>> {
    const found = await Promise.all(threadIds.map((id) => this.#looks.ask(id)));
    return new Map(
      found.flatMap((seen, at) => (seen === undefined ? [] : [[threadIds[at] as string, seen]])),
    );
  }

  async #readEvents(asked: readonly PageOfEvents[]): Promise<ThreadEvent[][]> {
    const found = asked.map((): ThreadEvent[] => []);
    const columns = [0, 1, 2].map((at) => asked.map((page) => page[at]));
    for (const row of await this.#rows<EventRow & { asked: number }>(eventsStatement, columns))
      found[row.asked - 1]?.push(toEvent(row));
    return found;
  }

  async #look(threadIds: readonly string[]): Promise<(Seen | undefined)[]> {
    const [threads, writing] = await Promise.all([
      this.#rows<{ id: string; seq: number }>(
        'SELECT id, seq FROM $schema.threads WHERE id = ANY ($1::text[])',
        [threadIds],
      ),
      streamingMessages(threadIds, await this.#database(), this.#sql),
    ]);
    const seqs = new Map(threads.map(({ id, seq }) => [id, seq]));
    return threadIds.map((id) => {
      const seq = seqs.get(id);
      return seq === undefined ? undefined : { seq, message: writing.get(id) };
    });
  }

  /** Those that the node has armed, and those of others that are overdue by `foreignMs`. */
  dueTimersOf(node: string, { now, foreignMs, limit, after }: DueOptions): Promise<DueTimer[]> {
    const behind = after ?? { dueAt: -1, runId: '' };
    return this.#rows<DueTimer>(
      `SELECT run_id AS "runId", fence, due_at AS "dueAt" FROM $schema.timers
       WHERE (due_at, run_id) > ($1, $2) AND (due_at <= $3 OR node = $4 AND due_at <= $5)
       ORDER BY due_at, run_id LIMIT $6`,
      [behind.dueAt, behind.runId, now - foreignMs, node, now, limit],
    );
  }

  async nextDeadlineOf(
    node: string,
    { foreignMs, after }: Pick<DueOptions, 'foreignMs' | 'after'>,
  ): Promise<number | undefined> {
    const behind = after ?? { dueAt: -1, runId: '' };
    const next = (more: string) => `(SELECT due_at FROM $schema.timers
      WHERE (due_at, run_id) > ($1, $2) ${more} ORDER BY due_at, run_id LIMIT 1)`;
    const [row] = await this.#rows<{ next: number | null }>(
      `SELECT least(${next('AND node = $3')}, ${next('')} + $4) AS next`,
      [behind.dueAt, behind.runId, node, foreignMs],
    );
    return row?.next ?? undefined;
  }

  /** Performs reads as of one moment. */
  async #atOnce<T>(read: (queries: Queries) => Promise<T>): Promise<T> {
    const database = await this.#database();
    return database.transaction(read, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  }

  async #rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.#database()).rows<Row>(this.#sql(text), values);
  }
}

/** Id of a thread, the number before the page, and how many events at most. */
type PageOfEvents = readonly [threadId: string, after: number, limit: number];

interface DueOptions {
  /** Epoch milliseconds. */
  now: number;
  foreignMs: number;
  limit: number;
  after: DueTimer | undefined;
}
