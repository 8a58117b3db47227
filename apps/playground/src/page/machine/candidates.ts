/**
 * The transitions that may have led from one state to another. Where several transitions emit the same
 * event, all of them are candidates, because the log holds the events of the run and not the input of the machine.
 */
import type { Failure } from '@perdure/failure';
import { isDefect, isLost, type RunState } from '@perdure/run/words';
import type { ThreadEvent } from '@perdure/thread';
import { graph, type MachineTransition } from './graph.ts';

export interface Move {
  from: RunState;
  to: RunState;
  /** The event that recorded the transition. */
  event: ThreadEvent;
  /** Deadline of the wait before the event, epoch milliseconds; null if no wait came before the event. */
  retryAt: number | null;
}

export function candidates(move: Move): readonly MachineTransition[] {
  const all = graph.transitions.filter(({ from, to }) => from === move.from && to === move.to);
  const possible = all.filter((transition) => isPossible(transition, move));
  // If no transition is left, all are returned, because a new kind of transition may be unknown to `isPossible`.
  return possible.length > 0 ? possible : all;
}

/** False for a transition that the recorded event rules out. */
function isPossible({ eventType, guard, isDelayed }: MachineTransition, move: Move): boolean {
  const { event, retryAt } = move;
  if (isDelayed) return retryAt === null || event.at >= retryAt;
  const failure: Failure | null = 'failure' in event ? event.failure : null;
  if (failure === null) return true;
  if (eventType === 'attempt.lost') return isLost(failure);
  if (isLost(failure)) return false;
  if (eventType.startsWith('xstate.error.')) return isDefect(failure);
  return (guard === 'isRepeating') === (failure.repeats !== undefined);
}
