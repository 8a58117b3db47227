/** A run in a plain actor with a simulated clock. */
import type { Failure } from '@perdure/failure';
import { createActor, SimulatedClock } from 'xstate';
import { fromAttempt, type RunEmitted, type RunInput, runMachine } from '../src/index.ts';

export const unavailable: Failure = {
  kind: 'serverError',
  retryable: true,
  status: 503,
  message: 'Service Unavailable',
  decidedBy: 'status/5xx',
};

/** Waits until the reactions of settled promises have run. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));

export function embed(
  attempt: Parameters<typeof fromAttempt>[0],
  policy: RunInput['policy'] = {},
  input: RunInput = {},
) {
  const clock = new SimulatedClock();
  const machine = runMachine.provide({ actors: { attempt: fromAttempt(attempt) } });
  const actor = createActor(machine, {
    clock,
    input: { request: 'Why is the sky blue?', policy, ...input },
  });
  const said: RunEmitted[] = [];
  actor.on('*', (event) => said.push(event));
  actor.start();
  return { actor, clock, said, words: () => said.map(({ type }) => type) };
}
