/**
 * Checks that everything shown or acknowledged is recorded (G1), and that a reader misses no event and sees none twice
 * (G8).
 */
import { isDeepStrictEqual } from 'node:util';
import { type Check, eventsByRun, reportsOf } from './evidence.ts';

export const shownIsRecorded: Check = function* ({ tables, reports }) {
  const log = new Map(tables.events.map((event) => [`${event.threadId} ${event.seq}`, event]));
  for (const { event } of reportsOf(reports, 'shown')) {
    const { threadId, seq, type } = event;
    const recorded = log.get(`${threadId} ${seq}`);
    const name = `event ${seq} of thread '${threadId}' (${type})`;
    if (recorded === undefined)
      yield { guarantee: 'G1', what: `${name} was shown and is not recorded.` };
    else if (!isDeepStrictEqual(recorded, event))
      yield {
        guarantee: 'G1',
        what: `${name} was shown as ${JSON.stringify(event)} and is recorded as ${JSON.stringify(recorded)}.`,
      };
  }
};

export const readersMissNothing: Check = function* ({ reports }) {
  const last = new Map<string, number>();
  for (const report of reports) {
    if (report.type === 'process') last.clear();
    if (report.type !== 'shown' || report.to !== 'reader') continue;
    const { threadId, seq } = report.event;
    const before = last.get(threadId);
    if (before !== undefined && seq !== before + 1)
      yield {
        guarantee: 'G8',
        what: `a reader of thread '${threadId}' was shown ${seq} after ${before}.`,
      };
    last.set(threadId, seq);
  }
};

export const startsAreKept: Check = function* ({ tables, reports }) {
  const runs = new Map(tables.runs.map((run) => [run.id, run]));
  for (const { runId, threadId } of reportsOf(reports, 'started')) {
    if (runs.get(runId)?.thread_id !== threadId)
      yield { guarantee: 'G1', what: `the start of run '${runId}' was acknowledged and is lost.` };
  }
  for (const { id } of tables.runs) {
    const prompts = tables.messages.filter(({ run_id, role }) => run_id === id && role === 'user');
    if (prompts.length !== 1 || prompts[0]?.status !== 'completed')
      yield { guarantee: 'G1', what: `run '${id}' has ${prompts.length} prompts, not one.` };
  }
};

/**
 * The type of the event that each accepted command leaves in the log. `others`: number of events of that type that no
 * command causes. It is 1 for `attempt.started`, because a run's first attempt starts without a command.
 */
const traces: Readonly<Record<string, { type: string; others: number }>> = {
  'run.cancel': { type: 'run.cancelled', others: 0 },
  'run.answer': { type: 'run.answered', others: 0 },
  'run.retryNow': { type: 'attempt.started', others: 1 },
  'run.start': { type: 'run.started', others: 0 },
};

export const commandsAreKept: Check = function* ({ tables, reports }) {
  const events = eventsByRun(tables);
  const resumed = new Set(tables.events.map(({ resumes }) => resumes));
  for (const { runId, command } of reportsOf(reports, 'accepted'))
    if (command === 'run.resume' && !resumed.has(runId))
      yield {
        guarantee: 'G1',
        what: `run '${runId}' accepted run.resume, and no run takes it up.`,
      };
  const times = new Map<string, number>();
  for (const { runId, command } of reportsOf(reports, 'accepted')) {
    const trace = traces[command];
    const count = (times.get(`${command} ${runId}`) ?? 0) + 1;
    times.set(`${command} ${runId}`, count);
    const found = events.get(runId)?.filter(({ type }) => type === trace?.type).length ?? 0;
    if (trace !== undefined && found < count + trace.others)
      yield {
        guarantee: command === 'run.cancel' ? 'G4' : 'G1',
        what: `run '${runId}' accepted ${command}, and its log has no ${trace.type} of it.`,
      };
  }
};
