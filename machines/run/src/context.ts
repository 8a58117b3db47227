/** What a run remembers, and the views of it that others are given. */
import { toPolicy } from './policy.ts';
import type { AttemptInput, FinalState, RunContext, RunInput, RunOutput } from './types.ts';

/** XState makes the context anew at every pure transition, and then without an input. */
export const startContext = (input: RunInput | undefined): RunContext => ({
  policy: toPolicy(input?.policy),
  request: input?.request ?? null,
  retries: 0,
  streak: 0,
  wait: null,
  failure: null,
  question: null,
  answer: null,
  output: null,
});

/**
 * What an older version remembered, completed with what this one remembers besides.
 *
 * @throws {InvalidPolicyError} if the policy in it is none
 */
export const upgradeContext = (stored: RunContext): RunContext => ({
  ...startContext({ policy: stored.policy }),
  ...stored,
  policy: toPolicy(stored.policy),
});

export const attemptInput = ({ request, retries, answer }: RunContext): AttemptInput => ({
  request,
  retry: retries,
  answer,
});

export const result = (
  status: FinalState,
  { output, failure, retries }: RunContext,
): RunOutput => ({
  status,
  output,
  failure,
  retries,
});
