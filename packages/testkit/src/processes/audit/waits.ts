/** Waits: each is a row with the deadline that was announced, nobody is woken for nothing, and none is cut short (G6). */
import { isDeepStrictEqual } from 'node:util';
import { type Check, ofRun, told } from './evidence.ts';

const waits = new Set(['retrying', 'parked']);
const announcements = new Set(['run.retrying', 'run.parked']);

export const waitsHaveTimers: Check = function* ({ tables }) {
  const events = ofRun(tables);
  for (const { id, state, retries, retry_at, failure } of tables.runs) {
    if (!waits.has(state)) continue;
    const due = tables.timers.filter(({ run_id }) => run_id === id).map(({ due_at }) => due_at);
    if (due.length !== 1)
      yield { guarantee: 'G6', what: `run '${id}' is ${state} and has ${due.length} timers.` };
    const said = events.get(id)?.findLast(({ type }) => announcements.has(type));
    if (due[0] !== said?.retryAt || retry_at !== said?.retryAt)
      yield {
        guarantee: 'G6',
        what: `run '${id}' waits until ${said?.retryAt} by its log, ${retry_at} by its row, ${due[0]} by its timer.`,
      };
    if (retries !== said?.retry)
      yield {
        guarantee: 'G6',
        what: `run '${id}' waits for retry ${said?.retry} by its log, ${retries} by its row.`,
      };
    if (!isDeepStrictEqual(failure, said?.failure))
      yield { guarantee: 'G6', what: `run '${id}' waits for another reason than its log says.` };
  }
};

export const timersOfWaits: Check = function* ({ tables }) {
  const waiting = new Set(tables.runs.filter(({ state }) => waits.has(state)).map(({ id }) => id));
  for (const { run_id } of tables.timers)
    if (!waiting.has(run_id))
      yield { guarantee: 'G6', what: `a timer is set for run '${run_id}', which does not wait.` };
};

/** Nothing shortens a wait but a command: a run that was hurried is not looked at. */
export const noWaitIsShortened: Check = function* ({ tables, reports }) {
  const commands = [...told(reports, 'commanding')];
  const hurried = new Set(
    commands.filter(({ command }) => command === 'run.retryNow').map(({ runId }) => runId),
  );
  for (const [runId, events] of ofRun(tables)) {
    if (hurried.has(runId)) continue;
    let deadline = 0;
    for (const { type, at, retryAt } of events) {
      if (announcements.has(type)) deadline = retryAt ?? 0;
      if (type === 'attempt.started' && at < deadline)
        yield {
          guarantee: 'G6',
          what: `run '${runId}' was to wait until ${deadline}, and went on at ${at}.`,
        };
    }
  }
};
