/**
 * Checks of the rows of runs: at most one active run per thread (G3), each state as the log has it, and no stuck run
 * (G9).
 */
import type { Breach } from '../../guarantee.ts';
import { type Check, endings, eventsByRun, finalStates, stateAfter } from './evidence.ts';
import type { RunRow, Tables } from './tables.ts';

const active = new Set(['running', 'retrying', 'parked', 'awaitingInput']);

export const oneActive: Check = function* ({ tables }) {
  const runs = tables.runs.filter(({ state }) => active.has(state));
  for (const [threadId, some] of Map.groupBy(runs, (run) => run.thread_id)) {
    const ids = some.map(({ id }) => id).join(', ');
    if (some.length > 1)
      yield { guarantee: 'G3', what: `thread '${threadId}' has several active runs: ${ids}.` };
  }
};

/**
 * Checks that a run's state agrees with the log. Final states are checked by `oneEnd`, because they have their own
 * guarantee.
 */
export const agreesWithLog: Check = function* ({ tables }) {
  const events = eventsByRun(tables);
  for (const { id, state } of tables.runs) {
    const last = events.get(id)?.findLast(({ type }) => type in stateAfter);
    const logged = stateAfter[last?.type ?? ''];
    if (logged !== state && !finalStates.has(state))
      yield { guarantee: 'G9', what: `run '${id}' is ${state}, and its log says ${logged}.` };
  }
};

export const isNotStuck: Check = function* ({ tables, mustBeOver }) {
  for (const run of tables.runs) {
    const { id, state } = run;
    if (mustBeOver && !finalStates.has(state))
      yield { guarantee: 'G9', what: `run '${id}' is ${state}, and its host has ended.` };
    const isBusy = tables.runs.some((r) => r.thread_id === run.thread_id && active.has(r.state));
    if (state === 'queued' && !isBusy && !isHeld(run.thread_id, tables))
      yield { guarantee: 'G9', what: `run '${id}' is queued in a thread that is free.` };
    yield* state === 'running' ? underWay(run, tables) : atRest(run, tables);
  }
};

/** True if the run of the thread that ended last, of those that had begun, has failed for a reason that holds a queue. */
function isHeld(threadId: string, { events }: Tables): boolean {
  const ofThread = events.filter((event) => event.threadId === threadId);
  const begun = new Set(
    ofThread.flatMap(({ type, runId }) => (type === 'run.started' ? runId : [])),
  );
  const end = ofThread.findLast(({ type, runId }) => endings.has(type) && begun.has(runId));
  const { kind, repeats } = Object(end?.failure) as { kind?: string; repeats?: number };
  return end?.type === 'run.failed' && holding.has(kind ?? '') && repeats === undefined;
}

/** Kinds of failures of the scenarios that hold a queue. */
const holding: ReadonlySet<string> = new Set(['unauthorized', 'serverError', 'rateLimited']);

function* underWay({ id, attempt_fence }: RunRow, tables: Tables): Generator<Breach> {
  const fences = attemptsUnderWay(id, tables);
  if (fences.length !== 1 || fences[0] !== attempt_fence)
    yield {
      guarantee: 'G9',
      what: `run '${id}' is running attempt ${attempt_fence}, and under way is [${fences.join(', ')}].`,
    };
}

function* atRest({ id, state }: RunRow, tables: Tables): Generator<Breach> {
  const fences = attemptsUnderWay(id, tables);
  if (fences.length > 0)
    yield {
      guarantee: finalStates.has(state) ? 'G4' : 'G9',
      what: `run '${id}' is ${state}, and under way is [${fences.join(', ')}].`,
    };
  const partial = tables.messages.find((m) => m.run_id === id && m.status === 'streaming');
  if (partial !== undefined)
    yield {
      guarantee: 'G7',
      what: `run '${id}' is ${state}, and message '${partial.id}' is streaming.`,
    };
}

/** A broken message is kept for people in a run that ends with it, and discarded in a run that goes on. */
export const halvesAreDiscarded: Check = function* ({ tables }) {
  const states = new Map(tables.runs.map(({ id, state }) => [id, state]));
  for (const { id, run_id, status } of tables.messages)
    if (status === 'failed' && !keepsHalf.has(`run.${states.get(run_id)}`))
      yield {
        guarantee: 'G7',
        what: `message '${id}' is failed and not discarded, and run '${run_id}' is ${states.get(run_id)}.`,
      };
  for (const [runId, events] of eventsByRun(tables))
    for (const [at, { type }] of events.entries()) {
      const next = events.slice(at + 1).find((event) => event.type in stateAfter)?.type ?? '';
      if (type === 'message.failed' && !keepsHalf.has(next))
        yield { guarantee: 'G7', what: `run '${runId}' goes on after ${type}: ${next}.` };
    }
};

const keepsHalf: ReadonlySet<string> = new Set(['run.failed', 'run.interrupted', 'run.cancelled']);

const attemptsUnderWay = (runId: string, { attempts }: Tables): number[] =>
  attempts
    .filter(({ run_id, outcome }) => run_id === runId && outcome === 'running')
    .map(({ fence }) => fence);
