/** Where the runs stand: where their log says, none of them stuck (G9), and one of them alone in its thread (G3). */
import type { Breach } from '../broken-guarantee.ts';
import { type Check, ofRun, settledStates, stateAfter } from './evidence.ts';
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

/** The end of a run is another check's: it has a guarantee of its own. */
export const agreesWithLog: Check = function* ({ tables }) {
  const events = ofRun(tables);
  for (const { id, state } of tables.runs) {
    const last = events.get(id)?.findLast(({ type }) => type in stateAfter);
    const said = stateAfter[last?.type ?? ''];
    if (said !== state && !settledStates.has(state))
      yield { guarantee: 'G9', what: `run '${id}' is ${state}, and its log says ${said}.` };
  }
};

export const isNotStuck: Check = function* ({ tables, settled }) {
  for (const run of tables.runs) {
    const { id, state } = run;
    if (settled && !settledStates.has(state))
      yield { guarantee: 'G9', what: `run '${id}' is ${state}, and nothing goes on.` };
    const isBusy = tables.runs.some((r) => r.thread_id === run.thread_id && active.has(r.state));
    if (state === 'queued' && !isBusy)
      yield { guarantee: 'G9', what: `run '${id}' is queued in a thread that is free.` };
    yield* state === 'running' ? underWay(run, tables) : atRest(run, tables);
  }
};

function* underWay({ id, attempt }: RunRow, tables: Tables): Generator<Breach> {
  const tokens = attemptsOf(id, tables);
  if (tokens.length !== 1 || tokens[0] !== attempt)
    yield {
      guarantee: 'G9',
      what: `run '${id}' is running attempt ${attempt}, and under way is [${tokens.join(', ')}].`,
    };
}

function* atRest({ id, state }: RunRow, tables: Tables): Generator<Breach> {
  const tokens = attemptsOf(id, tables);
  if (tokens.length > 0)
    yield {
      guarantee: settledStates.has(state) ? 'G4' : 'G9',
      what: `run '${id}' is ${state}, and under way is [${tokens.join(', ')}].`,
    };
  const half = tables.messages.find((m) => m.run_id === id && m.status === 'streaming');
  if (half !== undefined)
    yield { guarantee: 'G7', what: `run '${id}' is ${state}, and message '${half.id}' is half.` };
}

const attemptsOf = (runId: string, { attempts }: Tables): number[] =>
  attempts
    .filter(({ run_id, status }) => run_id === runId && status === 'running')
    .map(({ token }) => token);
