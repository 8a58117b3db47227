/** The reads of plans: those of most plans in one statement, with the states of their threads. */
import { activeStates, type Loaded, type PlanRead } from '@perdure/runtime/store';
import type { Queries } from './database.ts';
import { faultOf } from './errors.ts';
import { histories } from './histories.ts';
import { messageStatus, state, words } from './literals.ts';
import { streamingMessage } from './messages.ts';
import { type RunRow, runColumns, toRun } from './rows.ts';
import { newThread, type ThreadState, threadStates } from './thread-state.ts';

type Sql = (text: string) => string;

const headsStatement = `
SELECT
  (SELECT json_agg(found) FROM (${threadStates}) AS found) AS states,
  (SELECT first_seq FROM $schema.meta) AS first,
  (SELECT json_agg(found) FROM (
    SELECT ${runColumns} FROM $schema.runs WHERE id = ANY ($2::text[])
    UNION SELECT ${runColumns} FROM $schema.runs
      WHERE thread_id = ANY ($1::text[]) AND state IN (${words(activeStates)})) AS found) AS runs,
  (SELECT json_agg(found) FROM (
    SELECT queue.* FROM unnest($1::text[], $3::integer[]) AS wanted (id, most)
    CROSS JOIN LATERAL (
      SELECT ${runColumns}, ordinal FROM $schema.runs WHERE thread_id = wanted.id AND state = ${state('queued')}
      ORDER BY ordinal LIMIT wanted.most) AS queue
    ORDER BY queue.ordinal) AS found) AS queues`;

interface Heads {
  states: (ThreadState & { queued: number })[] | null;
  first: number;
  runs: RunRow[] | null;
  queues: RunRow[] | null;
}

const active: ReadonlySet<string> = new Set(activeStates);

/** Performs the reads. Each answer has the state of its thread, as of the same moment or an earlier one. */
export async function load(
  reads: readonly PlanRead[],
  queries: Queries,
  sql: Sql,
): Promise<Loaded[]> {
  const most = new Map<string, number>();
  const runIds = new Set<string>();
  for (const read of reads) {
    const [name, id] = read;
    if (name === 'findRun') runIds.add(id);
    else if (name === 'findQueuedRuns') most.set(id, Math.max(most.get(id) ?? 0, read[2]));
    else if (name === 'findActiveRun' || name === 'countQueuedRuns')
      most.set(id, most.get(id) ?? 0);
    else runIds.add(id);
  }
  const [heads] = await queries.rows<Heads>(sql(headsStatement), [
    [...most.keys()],
    [...runIds],
    [...most.values()],
  ]);
  const states = new Map((heads?.states ?? []).map((found) => [found.id, found]));
  const runs = (heads?.runs ?? []).map(toRun);
  const queues = (heads?.queues ?? []).map(toRun);
  const answer = async (read: PlanRead): Promise<unknown> => {
    const [name, id] = read;
    switch (name) {
      case 'findRun':
        return runs.find((run) => run.id === id);
      case 'findActiveRun':
        return runs.find((run) => run.threadId === id && active.has(run.stored.state));
      case 'findQueuedRuns':
        return queues.filter(({ threadId }) => threadId === id).slice(0, read[2]);
      case 'countQueuedRuns':
        return states.get(id)?.queued ?? 0;
      default:
        return readOne(read, queries, sql);
    }
  };
  const threadOf = (read: PlanRead): ThreadState | undefined => {
    const [name, id] = read;
    const isOfThread =
      name === 'findActiveRun' || name === 'findQueuedRuns' || name === 'countQueuedRuns';
    const threadId = isOfThread ? id : runs.find((run) => run.id === id)?.threadId;
    return threadId === undefined
      ? undefined
      : (states.get(threadId) ?? newThread(threadId, heads?.first ?? 0));
  };
  return Promise.all(
    reads.map(async (read) => {
      const thread = threadOf(read);
      try {
        return { value: await answer(read), ...(thread && { thread }) };
      } catch (error) {
        if (faultOf(error) !== 'unknown') throw error;
        return { error };
      }
    }),
  );
}

const others = {
  findPlace: 'SELECT ordinal AS value FROM $schema.runs WHERE id = $1 AND replaced_by IS NULL',
  findLeaving: `
    SELECT runs.id AS value FROM $schema.runs AS first
    JOIN $schema.runs ON runs.thread_id = first.thread_id AND runs.ordinal >= first.ordinal
      AND runs.replaced_by IS NULL AND runs.state <> ${state('queued')}
    WHERE first.id = $1 AND first.replaced_by IS NULL
    ORDER BY runs.ordinal`,
  hasBegunAfter: `
    SELECT 1 AS value FROM $schema.runs AS first
    JOIN $schema.runs ON runs.thread_id = first.thread_id AND runs.ordinal > first.ordinal
      AND runs.replaced_by IS NULL AND runs.state <> ${state('queued')}
    WHERE first.id = $1 AND runs.last_fence > 0 LIMIT 1`,
  hasCompletedMessage: `
    SELECT 1 AS value FROM $schema.messages
    WHERE run_id = $1 AND attempt_fence = $2 AND status = ${messageStatus('completed')} LIMIT 1`,
};

type OtherRead = Exclude<
  PlanRead,
  readonly ['findRun' | 'findActiveRun' | 'findQueuedRuns' | 'countQueuedRuns', ...unknown[]]
>;

async function readOne(read: OtherRead, queries: Queries, sql: Sql): Promise<unknown> {
  const [name, id] = read;
  if (name === 'findStreamingMessage') return streamingMessage(id, queries, sql);
  if (name === 'history') return (await histories([{ runId: id, from: read[2] }], queries, sql))[0];
  const values = name === 'hasCompletedMessage' ? [id, read[2]] : [id];
  const rows = await queries.rows<{ value: unknown }>(sql(others[name]), values);
  if (name === 'findLeaving') return rows.map(({ value }) => value);
  if (name === 'findPlace') return rows[0]?.value;
  return rows.length > 0;
}
