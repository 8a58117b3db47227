/**
 * Checks of the log: numbers without a gap (G8), at most one active run at a time (G3), and one terminal event per run,
 * which is its last event (G4, G5).
 */
import type { Breach } from '../../guarantee.ts';
import { type Check, endings, eventsByRun, finalStates } from './evidence.ts';

export const numbering: Check = function* ({ tables }) {
  const byThread = Map.groupBy(tables.events, ({ threadId }) => threadId);
  for (const { id, seq } of tables.threads) {
    const numbers = (byThread.get(id) ?? []).map((event) => event.seq);
    const gap = numbers.findIndex((number, index) => number !== index + 1);
    if (gap >= 0)
      yield {
        guarantee: 'G8',
        what: `thread '${id}' has no event ${gap + 1}, but ${numbers[gap]}.`,
      };
    else if (numbers.length !== seq)
      yield {
        guarantee: 'G8',
        what: `thread '${id}' counts ${seq} events, and has ${numbers.length}.`,
      };
  }
};

export const oneActiveRun: Check = function* ({ tables }) {
  const active = new Map<string, string>();
  for (const { threadId, runId, type, seq } of tables.events) {
    if (endings.has(type) && active.get(threadId) === runId) active.delete(threadId);
    if (type !== 'run.started') continue;
    const other = active.get(threadId);
    if (other !== undefined)
      yield {
        guarantee: 'G3',
        what: `run '${runId}' started as event ${seq} of '${threadId}' while '${other}' was active.`,
      };
    active.set(threadId, runId);
  }
};

export const oneEnd: Check = function* ({ tables }): Generator<Breach> {
  const events = eventsByRun(tables);
  for (const { id, state } of tables.runs) {
    const types = (events.get(id) ?? []).map(({ type }) => type);
    const end = types.findIndex((type) => endings.has(type));
    const isOver = finalStates.has(state);
    if (end < 0) {
      if (isOver) yield { guarantee: 'G5', what: `run '${id}' is ${state} without an event.` };
      continue;
    }
    const after = types.slice(end + 1);
    const guarantee = types[end] === 'run.cancelled' ? 'G4' : 'G5';
    if (after.length > 0)
      yield { guarantee, what: `run '${id}' goes on after ${types[end]}: ${after.join(', ')}.` };
    if (types[end] !== `run.${state}`)
      yield { guarantee: 'G5', what: `run '${id}' is ${state}, and its log says ${types[end]}.` };
  }
};
