/** A run's attempts as its events tell of them: when each began, how it ended, and what was waited for then. */
import type { Failure } from '@perdure/failure';
import type { ThreadEvent } from '../model/events.ts';

export interface AttemptView {
  /** 0 for the first, then the number of the retry. */
  retry: number;
  /** Epoch milliseconds. */
  startedAt: number;
  endedAt: number | null;
  /** `stopped`: cancelled with its run. `lost`: its process ended first. */
  outcome: 'running' | 'completed' | 'failed' | 'asked' | 'stopped' | 'lost';
  failure: Failure | null;
  /** The wait that followed, in milliseconds, as it was planned. */
  waitMs: number | null;
  /** Id of the half that is void since the run tried again. */
  discarded: string | null;
}

/** The same list, if the event says nothing of attempts. */
export function foldAttempts(
  attempts: readonly AttemptView[],
  event: ThreadEvent,
): readonly AttemptView[] {
  const last = attempts.at(-1);
  if (event.type === 'attempt.started') return [...attempts, begun(event)];
  if (last === undefined) return attempts;
  if (event.type === 'message.discarded')
    return [...attempts.slice(0, -1), { ...last, discarded: event.messageId }];
  const end = last.outcome === 'running' ? endOf(event) : undefined;
  return end === undefined ? attempts : [...attempts.slice(0, -1), { ...last, ...end }];
}

const begun = ({ retry, at }: Extract<ThreadEvent, { type: 'attempt.started' }>): AttemptView => ({
  retry,
  startedAt: at,
  endedAt: null,
  outcome: 'running',
  failure: null,
  waitMs: null,
  discarded: null,
});

function endOf(event: ThreadEvent): Partial<AttemptView> | undefined {
  const { at: endedAt } = event;
  switch (event.type) {
    case 'run.retrying':
    case 'run.parked':
      return { ...failed(event.failure), endedAt, waitMs: event.waitMs };
    case 'run.failed':
    case 'run.interrupted':
      return { ...failed(event.failure), endedAt };
    case 'run.completed':
      return { outcome: 'completed', endedAt };
    case 'run.asked':
      return { outcome: 'asked', endedAt };
    case 'run.cancelled':
      return { outcome: 'stopped', endedAt };
    default:
      return undefined;
  }
}

const failed = (failure: Failure): Pick<AttemptView, 'outcome' | 'failure'> => ({
  outcome: failure.rule === 'run.attemptLost' ? 'lost' : 'failed',
  failure,
});
