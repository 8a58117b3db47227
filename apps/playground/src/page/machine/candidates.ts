/**
 * Which transition may have led from one state to another. The log holds what has happened, not what was
 * asked: where several would have said the same, all of them are candidates.
 */
import type { Failure } from '@perdure/failure';
import type { RunState } from '@perdure/run';
import type { ThreadEvent } from '@perdure/runtime/view';
import { graph, type MachineTransition } from './graph.ts';

export interface Move {
  from: RunState;
  to: RunState;
  /** What was recorded when it was done. */
  event: ThreadEvent;
  /** The deadline that was waited for. */
  retryAt: number | null;
}

export function candidates(move: Move): readonly MachineTransition[] {
  const all = graph.transitions.filter(({ from, to }) => from === move.from && to === move.to);
  const likely = all.filter((transition) => couldHave(transition, move));
  // A machine that has learnt something new is not to be read by what is known of the old one.
  return likely.length > 0 ? likely : all;
}

/** Some of them leave a trace in what is recorded. */
function couldHave({ eventType, guard, isDelayed }: MachineTransition, move: Move): boolean {
  const { event, retryAt } = move;
  if (isDelayed) return retryAt === null || event.at >= retryAt;
  const failure: Failure | null = 'failure' in event ? event.failure : null;
  if (failure === null) return true;
  if (eventType === 'attempt.lost') return failure.rule === 'run.attemptLost';
  if (failure.rule === 'run.attemptLost') return false;
  if (eventType.startsWith('xstate.error.')) return failure.rule === 'run.defect';
  return (guard === 'isRepeating') === (failure.repeats !== undefined);
}
