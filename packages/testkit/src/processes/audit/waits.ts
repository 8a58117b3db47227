/**
 * Checks of waits (G6): each wait has a timer row with the recorded deadline, each timer belongs to a wait, and no wait
 * is shortened.
 */
import { isDeepStrictEqual } from 'node:util';
import { type Check, eventsByRun, reportsOf } from './evidence.ts';

const waits = new Set(['retrying', 'parked']);
const announcements = new Set(['run.retrying', 'run.parked']);

export const waitsHaveTimers: Check = function* ({ tables }) {
  const events = eventsByRun(tables);
  for (const { id, state, retry_count, retry_at, failure } of tables.runs) {
    if (!waits.has(state)) continue;
    const due = tables.timers.filter(({ run_id }) => run_id === id).map(({ due_at }) => due_at);
    if (due.length !== 1)
      yield { guarantee: 'G6', what: `run '${id}' is ${state} and has ${due.length} timers.` };
    const logged = events.get(id)?.findLast(({ type }) => announcements.has(type));
    if (due[0] !== logged?.retryAt || retry_at !== logged?.retryAt)
      yield {
        guarantee: 'G6',
        what: `run '${id}' waits until ${logged?.retryAt} by its log, ${retry_at} by its row, ${due[0]} by its timer.`,
      };
    if (retry_count !== logged?.retryCount)
      yield {
        guarantee: 'G6',
        what: `run '${id}' waits for retry ${logged?.retryCount} by its log, ${retry_count} by its row.`,
      };
    if (!isDeepStrictEqual(failure, logged?.failure))
      yield { guarantee: 'G6', what: `run '${id}' waits for another reason than its log says.` };
  }
};

export const timersOfWaits: Check = function* ({ tables }) {
  const waiting = new Set(tables.runs.filter(({ state }) => waits.has(state)).map(({ id }) => id));
  for (const { run_id } of tables.timers)
    if (!waiting.has(run_id))
      yield { guarantee: 'G6', what: `a timer is set for run '${run_id}', which does not wait.` };
};

/**
 * Checks that no wait is shortened. Runs that were sent `run.retryNow` are skipped, because that command does shorten a
 * wait.
 */
export const noWaitIsShortened: Check = function* ({ tables, reports }) {
  const commands = [...reportsOf(reports, 'commanding')];
  const hurried = new Set(
    commands.filter(({ command }) => command === 'run.retryNow').map(({ runId }) => runId),
  );
  for (const [runId, events] of eventsByRun(tables)) {
    if (hurried.has(runId)) continue;
    let deadline = 0;
    for (const { type, at, retryAt } of events) {
      if (announcements.has(type)) deadline = retryAt ?? 0;
      if (type === 'attempt.started' && at < deadline)
        yield {
          guarantee: 'G6',
          what: `run '${runId}' was to wait until ${deadline}, and its attempt started at ${at}.`,
        };
    }
  }
};
