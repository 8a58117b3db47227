/**
 * The transitions that may have led from one state to another. The log holds the run's events, not the machine's
 * input, so where several transitions emit the same event, all of them are candidates.
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
  /** Deadline of the wait before it, epoch milliseconds; null without one. */
  retryAt: number | null;
}

export function candidates(move: Move): readonly MachineTransition[] {
  const all = graph.transitions.filter(({ from, to }) => from === move.from && to === move.to);
  const possible = all.filter((transition) => isPossible(transition, move));
  // Falls back to all, because a new kind of transition may leave none of the traces known here.
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
