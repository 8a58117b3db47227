/** The events that the graph tries for each event type of the machine, with their payloads: one per guarded branch. */
import type { Failure } from '@perdure/failure';
import type { RunEvent } from '@perdure/run';

/** XState's event for an attempt actor that threw an error. */
export type Crash = { type: 'xstate.error.actor.attempt'; error: Error };

/**
 * A failure as the classifier makes it, so that a host that is given the matching error arrives at the same failure.
 */
const failure = (status: number, decidedBy: string, part: Partial<Failure> = {}): Failure => ({
  kind: 'serverError',
  retryable: true,
  status,
  message: `HTTP ${status}`,
  decidedBy,
  ...part,
});

/** The events that are always tried. `refusal` is not among them, because counting repetitions multiplies the paths. */
export const cases: readonly (RunEvent | Crash)[] = [
  { type: 'attempt.failed', failure: failure(503, 'status/5xx') },
  {
    type: 'attempt.failed',
    failure: failure(503, 'status/5xx', { retryAfterMs: 3_600_000 }),
  },
  {
    type: 'attempt.failed',
    failure: failure(401, 'status/401', { kind: 'unauthorized', retryable: false }),
  },
  { type: 'attempt.completed', output: { finishReason: 'stop' } },
  { type: 'attempt.asked', question: 'sure?' },
  { type: 'run.answer', answer: 'yes' },
  { type: 'xstate.error.actor.attempt', error: new Error('boom') },
];

/** The ends of an attempt whose host was closed, or that was lost. `orderly` is not among `cases`, as `refusal` is not. */
export const losses: readonly RunEvent[] = [
  { type: 'attempt.lost' },
  { type: 'attempt.lost', orderly: true },
];

/** A failure that arrived at once and gave no reason. The machine counts such a failure as a possible repetition. */
export const refusal: RunEvent = {
  type: 'attempt.failed',
  failure: failure(500, 'status/5xx'),
  tookMs: 0,
};
