/** The payloads that the graph tries for each event type of the machine: one per guarded branch. */
import type { Failure } from '@perdure/failure';
import type { RunEvent } from '@perdure/run';

/** XState's event for an attempt that threw. */
export type Crash = { type: 'xstate.error.actor.attempt'; error: Error };

/** The failure that the classifier gives, so that a host that is handed the error comes to the same one. */
const failure = (status: number, rule: string, part: Partial<Failure> = {}): Failure => ({
  kind: 'serverError',
  retryable: true,
  status,
  message: `HTTP ${status}`,
  rule,
  ...part,
});

/** Without a repetition, because it multiplies the paths. */
export const cases: readonly (RunEvent | Crash)[] = [
  { type: 'attempt.failed', failure: failure(503, 'status.server') },
  {
    type: 'attempt.failed',
    failure: failure(503, 'status.server', { retryAfterMs: 3_600_000 }),
  },
  {
    type: 'attempt.failed',
    failure: failure(401, 'status.auth', { kind: 'unauthorized', retryable: false }),
  },
  { type: 'attempt.completed', output: { finishReason: 'stop' } },
  { type: 'attempt.asked', question: 'sure?' },
  { type: 'run.answer', answer: 'yes' },
  { type: 'xstate.error.actor.attempt', error: new Error('boom') },
];

/** A failure that came at once and named no reason, so that it counts towards a repetition. */
export const refusal: RunEvent = {
  type: 'attempt.failed',
  failure: failure(500, 'status.server'),
  tookMs: 0,
};
