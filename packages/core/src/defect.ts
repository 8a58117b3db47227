/** A throw in an assigner or a guard must end as a failed run: a host would try the step again for ever. */
import type { RunContext } from '@perdure/run';
import type { Effect, Step, Stored } from './types.ts';

/** The step to `failed`, made without the machine, which is what broke. */
export function breakRun(stored: Stored, error: unknown): Step {
  const failure = {
    kind: 'unknown',
    retryable: false,
    message: error instanceof Error ? error.message : String(error),
    rule: 'core.defect',
  } as const;
  const context: RunContext = { ...stored.context, wait: null, failure };
  const { output, retries } = context;

  const effects: Effect[] = [];
  if (stored.attempt !== null) effects.push({ type: 'stopAttempt', token: stored.attempt });
  if (stored.timer !== null) effects.push({ type: 'clearTimer', token: stored.timer.token });
  effects.push({ type: 'emit', event: { type: 'run.failed', failure } });
  effects.push({ type: 'done', output: { status: 'failed', output, failure, retries } });
  return { stored: { ...stored, state: 'failed', context, attempt: null, timer: null }, effects };
}
