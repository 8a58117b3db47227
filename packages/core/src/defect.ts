/** Ends a run whose assigner or guard threw, because a host would otherwise retry the same step without end. */
import { messageOf } from '@perdure/failure';
import { outputOf, type RunContext } from '@perdure/run';
import type { Effect, Step, Stored } from './types.ts';

/** The step to `failed`. It is built without the machine, because the machine threw. */
export function breakRun(stored: Stored, error: unknown): Step {
  const failure = {
    kind: 'unknown',
    retryable: false,
    message: messageOf(error),
    decidedBy: 'core/defect',
  } as const;
  const context: RunContext = { ...stored.context, wait: null, failure };

  const effects: Effect[] = [];
  if (stored.attemptFence !== null)
    effects.push({ type: 'stopAttempt', fence: stored.attemptFence });
  if (stored.timer !== null) effects.push({ type: 'clearTimer', fence: stored.timer.fence });
  effects.push({ type: 'emit', event: { type: 'run.failed', failure } });
  effects.push({ type: 'done', output: outputOf('failed', context) });
  return {
    stored: { ...stored, state: 'failed', context, attemptFence: null, timer: null },
    effects,
  };
}
