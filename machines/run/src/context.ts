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
  resumes: input?.resumes ?? null,
  retryCount: 0,
  totalRetryCount: 0,
  lossCount: 0,
  suspicion: 0,
  streak: 0,
  wait: null,
  failure: null,
  question: null,
  answer: input?.answer ?? null,
  answered: input?.answered ?? null,
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
  // An older version had one count, which was that of all retries.
  totalRetryCount: stored.totalRetryCount ?? stored.retryCount,
  policy: toPolicy(stored.policy),
});

/**
 * The input of a run that goes on where a failed or interrupted run stood. It has the same request, policy and answer,
 * and all of its retries.
 *
 * @param runId of the run that ended
 * @param context of the run that ended
 */
export const resumingInput = (
  runId: string,
  { request, policy, answer, answered = null }: RunContext,
): RunInput => ({ request, policy, resumes: runId, answer, answered });

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
