/** Compares what nodes were told with what the database has. It reads the tables itself, and nothing of the store. */
import { readFileSync } from 'node:fs';
import pg from 'pg';

interface Report {
  type: string;
  [field: string]: unknown;
}

export interface Verdict {
  runs: number;
  events: number;
  attempts: number;
  /** What is wrong, a sentence each. */
  violations: string[];
  /** How many runs are not over. */
  open: number;
}

interface EventRow {
  thread_id: string;
  seq: number;
  run_id: string;
  type: string;
  data: string;
}

const finals = new Set(['completed', 'failed', 'cancelled']);

export async function check(
  url: string,
  schema: string,
  files: readonly string[],
): Promise<Verdict> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const rows = async <T extends pg.QueryResultRow>(text: string) =>
    (await client.query<T>(text.replaceAll('$schema', `"${schema}"`))).rows;
  const events = await rows<EventRow>(
    'SELECT thread_id, seq::integer, run_id, type, data FROM $schema.events ORDER BY thread_id, seq',
  );
  const runs = await rows<{ id: string; thread_id: string; state: string }>(
    'SELECT id, thread_id, state FROM $schema.runs',
  );
  const attempts = await rows<{ run_id: string; fence: number; outcome: string }>(
    'SELECT run_id, fence, outcome FROM $schema.attempts ORDER BY run_id, fence',
  );
  const messages = await rows<{
    id: string;
    attempt_fence: number | null;
    status: string;
    parts: string;
  }>('SELECT id, attempt_fence, status, parts FROM $schema.messages');
  const numbers = await rows<{ id: string; seq: number }>(
    'SELECT id, seq::integer FROM $schema.threads',
  );
  await client.end();
  const reports = files.flatMap(read);

  const violations: string[] = [];
  const wrong = (what: string) => void violations.push(what);
  const state = new Map(runs.map(({ id, state }) => [id, state]));
  checkLogs(events, numbers, wrong);
  const open = runs.filter((run) => !finals.has(run.state)).length;
  checkRuns(events, state, attempts, wrong);
  checkFences(events, attempts, messages, wrong);
  checkReports(reports, events, state, wrong);
  return { runs: runs.length, events: events.length, attempts: attempts.length, violations, open };
}

/** G8: numbers from 1 without a gap, and the thread's counter is the last one. */
function checkLogs(
  events: readonly EventRow[],
  numbers: readonly { id: string; seq: number }[],
  wrong: (what: string) => void,
): void {
  const last = new Map<string, number>();
  for (const { thread_id, seq } of events) {
    if (seq !== (last.get(thread_id) ?? 0) + 1)
      wrong(`G8: ${thread_id} has event ${seq} after ${last.get(thread_id) ?? 0}.`);
    last.set(thread_id, seq);
  }
  for (const { id, seq } of numbers)
    if ((last.get(id) ?? 0) !== seq)
      wrong(`G8: ${id} counts ${seq} events and has ${last.get(id)}.`);
}

/** One end for each run, and as many attempts as starts of attempts. G3: one active run at a time in each thread. */
function checkRuns(
  events: readonly EventRow[],
  states: ReadonlyMap<string, string>,
  attempts: readonly { run_id: string; outcome: string }[],
  wrong: (what: string) => void,
): void {
  const ends = new Map<string, string[]>();
  const starts = new Map<string, number>();
  const active = new Map<string, string>();
  for (const { thread_id, run_id, type, seq } of events) {
    const busy = active.get(thread_id);
    if (type === 'run.started') {
      if (busy !== undefined)
        wrong(`G3: ${run_id} starts in ${thread_id} at ${seq} beside ${busy}.`);
      active.set(thread_id, run_id);
    }
    if (type === 'attempt.started') starts.set(run_id, (starts.get(run_id) ?? 0) + 1);
    const end = /^run\.(completed|failed|cancelled)$/.exec(type)?.[1];
    if (end === undefined) continue;
    ends.set(run_id, [...(ends.get(run_id) ?? []), end]);
    if (busy === run_id) active.delete(thread_id);
  }
  for (const [runId, state] of states) {
    const found = ends.get(runId) ?? [];
    if (found.length > 1) wrong(`G4: ${runId} ends ${found.length} times.`);
    if (finals.has(state) !== found.length > 0 || (found[0] ?? state) !== state)
      wrong(`G1: ${runId} is ${state}, and its log says ${found[0] ?? 'nothing'}.`);
  }
  const counted = new Map<string, number>();
  for (const { run_id, outcome } of attempts) {
    counted.set(run_id, (counted.get(run_id) ?? 0) + 1);
    if (outcome === 'running' && finals.has(states.get(run_id) ?? ''))
      wrong(`G15: an attempt of ${run_id} is running, and the run is over.`);
  }
  for (const [runId, count] of counted)
    if (count !== (starts.get(runId) ?? 0))
      wrong(`G1: ${runId} has ${count} attempts, and its log ${starts.get(runId) ?? 0}.`);
}

/** G15: no message of an attempt is recorded as whole once a later attempt has begun. */
function checkFences(
  events: readonly EventRow[],
  attempts: readonly { run_id: string; fence: number }[],
  messages: readonly { id: string; attempt_fence: number | null; parts: string }[],
  wrong: (what: string) => void,
): void {
  const fences = new Map<string, number[]>();
  for (const { run_id, fence } of attempts)
    fences.set(run_id, [...(fences.get(run_id) ?? []), fence]);
  const written = new Map(messages.map((message) => [message.id, message]));
  const begun = new Map<string, number>();
  for (const { run_id, type, data, seq, thread_id } of events) {
    if (type === 'attempt.started') begun.set(run_id, (begun.get(run_id) ?? 0) + 1);
    if (type !== 'message.completed') continue;
    const { message } = JSON.parse(data) as {
      message: { id: string; role: string; parts: { text?: string }[] };
    };
    if (message.role !== 'assistant') continue;
    const current = fences.get(run_id)?.[(begun.get(run_id) ?? 0) - 1];
    const row = written.get(message.id);
    if (row?.attempt_fence !== current)
      wrong(
        `G15: ${thread_id}/${seq} has a message of ${run_id}/${row?.attempt_fence}, and the attempt was ${current}.`,
      );
    // Each piece of text names its attempt.
    const others = (
      message.parts
        .map(({ text = '' }) => text)
        .join('')
        .match(/\S+\/\d+/g) ?? []
    ).filter((key) => key !== `${run_id}/${current}`);
    if (others.length > 0)
      wrong(`G15: the message of ${run_id}/${current} has text of ${others[0]}.`);
  }
}

function checkReports(
  reports: readonly Report[],
  events: readonly EventRow[],
  states: ReadonlyMap<string, string>,
  wrong: (what: string) => void,
): void {
  const log = new Map(events.map((event) => [`${event.thread_id}/${event.seq}`, event]));
  const begun = new Map<unknown, number>();
  const readers = new Map<unknown, number>();
  for (const report of reports) {
    if (report.type === 'started' && !states.has(String(report.runId)))
      wrong(`G1: ${report.runId} was answered as started, and is not there.`);
    if (report.type === 'began') begun.set(report.key, (begun.get(report.key) ?? 0) + 1);
    if (report.type !== 'shown') continue;
    const event = log.get(`${report.threadId}/${report.seq}`);
    if (event?.type !== report.event || event?.run_id !== report.runId)
      wrong(
        `G1: ${report.threadId}/${report.seq} was shown as ${report.event}, and is ${event?.type}.`,
      );
    if (report.seq !== (readers.get(report.reader) ?? 0) + 1)
      wrong(
        `G8: a reader of ${report.threadId} was shown ${report.seq} after ${readers.get(report.reader) ?? 0}.`,
      );
    readers.set(report.reader, report.seq as number);
  }
  for (const [key, count] of begun)
    if (count > 1) wrong(`G5: attempt ${key} has begun ${count} times.`);
}

/** The reports of a file. The last line of a process that was killed may be a part of one. */
function read(file: string): Report[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as Report];
      } catch {
        return [];
      }
    });
}
