/** The attempts of a run, derived from its events: when each began, how it ended, and the wait that followed. */
import type { Failure } from '@perdure/failure';
import { isLost, type Usage } from '@perdure/run/words';
import type { ThreadEvent } from '../model/events.ts';

/**
 * - `running`: the attempt is under way
 * - `asked`: the attempt ended with a question to a human
 * - `stopped`: the attempt was cancelled with its run
 * - `lost`: the process ended before the attempt did
 */
export const attemptOutcomes = [
  'running',
  'completed',
  'failed',
  'asked',
  'stopped',
  'lost',
] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];

export interface AttemptView {
  /** 0 for the first attempt, 1 for the first retry. */
  readonly retryCount: number;
  /** When the attempt began, epoch milliseconds. */
  readonly startedAt: number;
  /** When the attempt ended, epoch milliseconds; null while it is under way. */
  readonly endedAt: number | null;
  readonly outcome: AttemptOutcome;
  /** Why the attempt failed; null unless the outcome is `failed` or `lost`. */
  readonly failure: Failure | null;
  /** The planned wait after the attempt, milliseconds; null if no wait followed. */
  readonly waitMs: number | null;
  /** Id of the unfinished message that became void when the run tried again. */
  readonly discarded: string | null;
  /** What the attempt has used; null while it is under way, and if its provider has not said it. */
  readonly usage: Usage | null;
}

/** The attempts after an event; the same array if the event does not concern attempts. */
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

const begun = ({
  retryCount,
  at,
}: Extract<ThreadEvent, { type: 'attempt.started' }>): AttemptView => ({
  retryCount,
  startedAt: at,
  endedAt: null,
  outcome: 'running',
  failure: null,
  waitMs: null,
  discarded: null,
  usage: null,
});

function endOf(event: ThreadEvent): Partial<AttemptView> | undefined {
  const { at: endedAt } = event;
  const usage = 'usage' in event ? (event.usage ?? null) : null;
  switch (event.type) {
    case 'run.retrying':
    case 'run.parked':
      return { ...failed(event.failure), endedAt, usage, waitMs: event.waitMs };
    case 'run.failed':
    case 'run.interrupted':
      return { ...failed(event.failure), endedAt, usage };
    case 'run.completed':
      return { outcome: 'completed', endedAt, usage };
    case 'run.asked':
      return { outcome: 'asked', endedAt, usage };
    case 'run.cancelled':
      return { outcome: 'stopped', endedAt, usage };
    default:
      return undefined;
  }
}

const failed = (failure: Failure): Pick<AttemptView, 'outcome' | 'failure'> => ({
  outcome: isLost(failure) ? 'lost' : 'failed',
  failure,
});
