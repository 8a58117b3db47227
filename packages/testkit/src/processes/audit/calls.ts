/**
 * Checks of provider calls: each is decided first and made once (G2), none follows the end of its run (G4), and each is
 * given only completed messages (G7).
 */
import { isDeepStrictEqual } from 'node:util';
import { type Check, endings, eventsByRun, reportsOf } from './evidence.ts';
import type { RunRow, Tables } from './tables.ts';

export const decidedFirst: Check = function* ({ tables, reports }) {
  const rows = new Set(tables.attempts.map(({ run_id, fence }) => `${run_id}/${fence}`));
  const made = new Set<string>();
  for (const { runId, fence } of reportsOf(reports, 'called')) {
    const idempotencyKey = `${runId}/${fence}`;
    if (!rows.has(idempotencyKey))
      yield {
        guarantee: 'G2',
        what: `the provider was called for '${idempotencyKey}', which is not recorded.`,
      };
    if (made.has(idempotencyKey))
      yield { guarantee: 'G2', what: `the provider was called twice for '${idempotencyKey}'.` };
    made.add(idempotencyKey);
  }
};

export const noneAfterTheEnd: Check = function* ({ reports }) {
  const over = new Map<string, string>();
  for (const report of reports) {
    if (report.type === 'shown' && endings.has(report.event.type))
      over.set(report.event.runId, report.event.type);
    if (report.type === 'called' && over.has(report.runId))
      yield {
        guarantee: 'G4',
        what: `the provider was called for run '${report.runId}' after ${over.get(report.runId)}.`,
      };
  }
};

export const givenWhatIsCompleted: Check = function* ({ tables, reports }) {
  const status = new Map(tables.messages.map((message) => [message.id, message.status]));
  for (const { runId, fence, given } of reportsOf(reports, 'called')) {
    const wrong = given.find((id) => status.get(id) !== 'completed');
    const completed = completedBefore(tables, runId, fence);
    const idempotencyKey = `${runId}/${fence}`;
    if (wrong !== undefined)
      yield {
        guarantee: 'G7',
        what: `'${idempotencyKey}' was given message '${wrong}', which is ${status.get(wrong) ?? 'missing'}.`,
      };
    else if (completed !== undefined && !isDeepStrictEqual(given, completed))
      yield {
        guarantee: 'G7',
        what: `'${idempotencyKey}' was given [${given.join(', ')}], and [${completed.join(', ')}] had completed.`,
      };
  }
};

/**
 * Ids of the messages that, by the log, had completed when an attempt started. Undefined if the log lacks the attempt.
 */
function completedBefore(tables: Tables, runId: string, fence: number): string[] | undefined {
  const own = tables.runs.find(({ id }) => id === runId);
  const index = tables.attempts
    .filter(({ run_id }) => run_id === runId)
    .findIndex((attempt) => attempt.fence === fence);
  const start = eventsByRun(tables)
    .get(runId)
    ?.filter(({ type }) => type === 'attempt.started')[index];
  if (own === undefined || start === undefined) return undefined;
  const queuedAt = new Map(
    tables.events.flatMap(({ type, runId, seq }) => (type === 'run.queued' ? [[runId, seq]] : [])),
  );
  const byId = new Map(tables.runs.map((run) => [run.id, run]));
  /** A run that was replaced has given its ordinal to the run in its place, and has none of its own above 0. */
  const place = (run: RunRow): number => {
    const successor = run.ordinal > 0 ? undefined : byId.get(run.replaced_by ?? '');
    return successor === undefined ? run.ordinal : place(successor);
  };
  const wasThere = ({ replaced_by }: RunRow) =>
    replaced_by === null || (queuedAt.get(replaced_by) ?? 0) > start.seq;
  const earlier = new Set(
    tables.runs
      .filter((run) => run.thread_id === own.thread_id && place(run) <= place(own))
      .filter(wasThere)
      .map(({ id }) => id),
  );
  const completed = new Set(
    tables.events
      .filter((event) => event.threadId === own.thread_id && event.seq < start.seq)
      .flatMap(({ type, message }) =>
        type === 'message.completed' && message ? [message.id] : [],
      ),
  );
  const placeOf = (runId: string): number => {
    const run = byId.get(runId);
    return run === undefined ? 0 : place(run);
  };
  return tables.messages
    .filter(({ id, run_id }) => earlier.has(run_id) && completed.has(id))
    .sort((a, b) => placeOf(a.run_id) - placeOf(b.run_id))
    .map(({ id }) => id);
}

/**
 * Checks that no tool is called again after its result was recorded. Both the host's reports and the rows of the tables
 * show which results were recorded.
 */
export const performedOnce: Check = function* ({ tables, reports }) {
  const kept = new Map<string, number>();
  for (const { call, index } of reportsOf(reports, 'kept')) kept.set(call, index);
  // A message without an attempt is one that a run has taken over from the run that it takes up.
  const recordedBy = new Map<string, { runId: string; fence: number }>();
  for (const { run_id: runId, attempt_fence: fence, parts } of tables.messages) {
    if (fence === null) continue;
    for (const { type, id } of parts)
      if (type === 'toolResult' && id !== undefined) recordedBy.set(id, { runId, fence });
  }

  for (const { runId, fence, call, index } of reportsOf(reports, 'performed')) {
    const isKnown = index > (kept.get(call) ?? Infinity);
    const by = recordedBy.get(call);
    if (isKnown || (by !== undefined && (by.runId !== runId || fence > by.fence)))
      yield {
        guarantee: 'G7',
        what: `'${runId}/${fence}' called tool '${call}' again, whose result was recorded.`,
      };
  }
  for (const [call] of kept)
    if (!recordedBy.has(call))
      yield {
        guarantee: 'G7',
        what: `the result of '${call}' was reported as recorded, and is not.`,
      };
};
