/**
 * The `attempt` actor for hosts that run the machine in a plain XState actor. The machine invokes the actor in
 * `running`, and stops it when the machine leaves `running`.
 */
import { fromCallback } from 'xstate';
import { defect } from './failing.ts';
import type { AttemptEvent, AttemptInput, RunEvent } from './words.ts';

/** The argument of an attempt function. */
export interface AttemptScope {
  input: AttemptInput;
  /** Aborted when the run leaves `running`. An event that is returned afterwards is dropped. */
  signal: AbortSignal;
}

/**
 * Makes the `attempt` actor from an async function that calls the model and returns how the attempt ended.
 *
 * To fail, return `attempt.failed` with a classified failure. A throw counts as a defect of the function: the run fails
 * without a retry.
 */
export const fromAttempt = (attempt: (scope: AttemptScope) => Promise<AttemptEvent>) =>
  fromCallback<RunEvent, AttemptInput>(({ input, sendBack }) => {
    const abort = new AbortController();
    const sendEnd = (event: AttemptEvent) => {
      if (!abort.signal.aborted) sendBack(event);
    };
    attempt({ input, signal: abort.signal }).then(sendEnd, (error: unknown) =>
      sendEnd({ type: 'attempt.failed', failure: defect(error) }),
    );
    return () => abort.abort();
  });
