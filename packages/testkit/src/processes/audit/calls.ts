/** Calls of the provider: decided first and made once (G2), none after the end (G4), and given what is whole (G7). */
import { isDeepStrictEqual } from 'node:util';
import { type Check, endings, ofRun, told } from './evidence.ts';
import type { Tables } from './tables.ts';

export const decidedFirst: Check = function* ({ tables, reports }) {
  const rows = new Set(tables.attempts.map(({ run_id, token }) => `${run_id}/${token}`));
  const made = new Set<string>();
  for (const { runId, token } of told(reports, 'called')) {
    const key = `${runId}/${token}`;
    if (!rows.has(key))
      yield {
        guarantee: 'G2',
        what: `the provider was called for '${key}', which is not recorded.`,
      };
    if (made.has(key))
      yield { guarantee: 'G2', what: `the provider was called twice for '${key}'.` };
    made.add(key);
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

export const givenWhatIsWhole: Check = function* ({ tables, reports }) {
  const status = new Map(tables.messages.map((message) => [message.id, message.status]));
  for (const { runId, token, given } of told(reports, 'called')) {
    const broken = given.find((id) => status.get(id) !== 'completed');
    const whole = wholeBefore(tables, runId, token);
    const key = `${runId}/${token}`;
    if (broken !== undefined)
      yield {
        guarantee: 'G7',
        what: `'${key}' was given message '${broken}', which is ${status.get(broken) ?? 'not there'}.`,
      };
    else if (whole !== undefined && !isDeepStrictEqual(given, whole))
      yield {
        guarantee: 'G7',
        what: `'${key}' was given [${given.join(', ')}], and [${whole.join(', ')}] had completed.`,
      };
  }
};

/** Which messages had completed when an attempt began, by the log. Undefined for an attempt that it does not hold. */
function wholeBefore(tables: Tables, runId: string, token: number): string[] | undefined {
  const own = tables.runs.find(({ id }) => id === runId);
  const index = tables.attempts
    .filter(({ run_id }) => run_id === runId)
    .findIndex((attempt) => attempt.token === token);
  const begins = ofRun(tables)
    .get(runId)
    ?.filter(({ type }) => type === 'attempt.started')[index];
  if (own === undefined || begins === undefined) return undefined;
  const earlier = new Set(
    tables.runs
      .filter((run) => run.thread_id === own.thread_id && run.ordinal <= own.ordinal)
      .map(({ id }) => id),
  );
  const whole = new Set(
    tables.events
      .filter((event) => event.threadId === own.thread_id && event.seq < begins.seq)
      .flatMap(({ type, message }) =>
        type === 'message.completed' && message ? [message.id] : [],
      ),
  );
  return tables.messages
    .filter(({ id, run_id }) => earlier.has(run_id) && whole.has(id))
    .map(({ id }) => id);
}

/** A tool whose result was recorded is not called again: by the runtime's word, and by the rows. */
export const doneOnce: Check = function* ({ tables, reports }) {
  const kept = new Map<string, number>();
  for (const { call, place } of told(reports, 'kept')) kept.set(call, place);
  const recordedBy = new Map<string, number>();
  for (const { attempt, parts } of tables.messages)
    for (const { type, id } of parts)
      if (type === 'toolResult' && id !== undefined) recordedBy.set(id, attempt ?? 0);

  for (const { runId, token, call, place } of told(reports, 'performed')) {
    const isKnown = place > (kept.get(call) ?? Infinity);
    if (isKnown || token > (recordedBy.get(call) ?? Infinity))
      yield {
        guarantee: 'G7',
        what: `'${runId}/${token}' did '${call}' again, whose result was recorded.`,
      };
  }
  for (const [call] of kept)
    if (!recordedBy.has(call))
      yield {
        guarantee: 'G7',
        what: `the result of '${call}' was said to be recorded, and is not.`,
      };
};
