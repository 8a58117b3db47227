/** What a run remembers, and the views of it that others are given. */
import { defaultPolicy } from './policy.ts';
import type { AttemptInput, FinalState, RunContext, RunInput, RunOutput } from './types.ts';

/** XState makes the context anew at every pure transition, and then without an input. */
export const startContext = (input: RunInput | undefined): RunContext => ({
  policy: { ...defaultPolicy, ...input?.policy },
  request: input?.request ?? null,
  retries: 0,
  wait: null,
  failure: null,
  question: null,
  answer: null,
  output: null,
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
