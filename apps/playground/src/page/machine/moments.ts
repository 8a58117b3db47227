/** A run's log as moments: after each event, where the run stood and what had led it there. */
import {
  emptyView,
  fold,
  type RunView,
  type ThreadEvent,
  type ThreadView,
} from '@perdure/runtime/view';
import { candidates } from './candidates.ts';
import type { MachineTransition } from './graph.ts';

export interface Moment {
  event: ThreadEvent;
  /** The run after the event. */
  run: RunView;
  /** What led to the state that it is in; several where the log can't tell. Empty in the first state. */
  taken: readonly MachineTransition[];
}

/** @param events all of one run, in order */
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
