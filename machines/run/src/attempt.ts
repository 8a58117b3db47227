/**
 * The door for whoever runs the machine in a plain actor: an async function becomes the `attempt`
 * that the machine invokes in `running`, and is stopped when it leaves it.
 */
import { fromCallback } from 'xstate';
import { defect } from './failing.ts';
import type { AttemptEvent, AttemptInput, RunEvent } from './types.ts';

export interface AttemptScope {
  input: AttemptInput;
  /** Aborted when the run leaves `running`. What comes afterwards is dropped. */
  signal: AbortSignal;
}

/**
 * Makes the `attempt` actor of an async function, which calls the model and says how it went.
 *
 * To fail, return `attempt.failed` with a classified failure; a throw counts as a defect of the
 * function and ends the run without a retry.
 */
export const fromAttempt = (attempt: (scope: AttemptScope) => Promise<AttemptEvent>) =>
  fromCallback<RunEvent, AttemptInput>(({ input, sendBack }) => {
    const abort = new AbortController();
    const settle = (event: AttemptEvent) => {
      if (!abort.signal.aborted) sendBack(event);
    };
    attempt({ input, signal: abort.signal }).then(settle, (error: unknown) =>
      settle({ type: 'attempt.failed', failure: defect(error) }),
    );
    return () => abort.abort();
  });
