/** The context of a run: its start, its upgrade from an older version, and what attempts and callers read from it. */
import { toPolicy } from './policy.ts';
import type { AttemptInput, FinalState, RunContext, RunInput, RunOutput } from './words.ts';

/**
 * The context of a new run.
 *
 * @param input undefined in XState's pure transitions, because they run the context factory without an input
 * @throws {InvalidPolicyError} if `input.policy` is out of its bounds
 */
export const startContext = (input: RunInput | undefined): RunContext => ({
  policy: toPolicy(input?.policy),
  request: input?.request ?? null,
  retryCount: 0,
  streak: 0,
  wait: null,
  failure: null,
  question: null,
  answer: null,
  answered: null,
  output: null,
  usage: null,
});

/**
 * A stored context of any version, with the fields that this version has added.
 *
 * @throws {InvalidPolicyError} if the stored policy is out of this version's bounds
 */
export const upgradeContext = (stored: RunContext): RunContext => ({
  ...startContext({ policy: stored.policy }),
  ...stored,
  policy: toPolicy(stored.policy),
});

/** The input of the next attempt. */
export const attemptInput = ({
  request,
  retryCount,
  answer,
  answered,
}: RunContext): AttemptInput => ({
  request,
  retryCount,
  answer,
  answered,
});

/** The result of a run that has reached the final state `status`. */
export const outputOf = (
  status: FinalState,
  { output, failure, retryCount, usage }: RunContext,
): RunOutput => ({ status, output, failure, retryCount, usage: usage ?? null });
