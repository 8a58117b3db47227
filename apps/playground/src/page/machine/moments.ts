/**
 * Turns the log of a run into moments: for each event the run after the event, and the transitions that led to its
 * state.
 */
import { emptyView, fold, type RunView, type ThreadEvent, type ThreadView } from '@perdure/thread';
import { candidates } from './candidates.ts';
import type { MachineTransition } from './graph.ts';

export interface Moment {
  event: ThreadEvent;
  /** The run after the event. */
  run: RunView;
  /** The transitions that may have led to the run's state: several if the log is ambiguous, none in the first state. */
  taken: readonly MachineTransition[];
}

/** The moments of a run, one per event. @param events all events of the run, in order */
export function toMoments(events: readonly ThreadEvent[]): Moment[] {
  const moments: Moment[] = [];
  let view: ThreadView = emptyView(events[0]?.threadId ?? '');
  for (const event of events) {
    view = fold(view, event);
    const run = view.runs.find(({ id }) => id === event.runId);
    if (run !== undefined) moments.push({ event, run, taken: takenBy(event, run, moments.at(-1)) });
  }
  return moments;
}

function takenBy(event: ThreadEvent, run: RunView, before: Moment | undefined) {
  if (before === undefined) return [];
  const { state: from, retryAt } = before.run;
  if (run.state === from) return before.taken;
  return candidates({ from, to: run.state, event, retryAt });
}
