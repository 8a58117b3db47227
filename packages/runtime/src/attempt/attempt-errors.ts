/** Errors of an attempt that the runtime itself finds. Each knows its failure, so none of them is classified. */
import type { Failure } from '@perdure/failure';

type Verdict = Pick<Failure, 'kind' | 'retryable' | 'decidedBy'> & { code: string };

/**
 * The provider has broken its contract (`Provider`). It would do so again, so the run fails: `bad_chunk`. Made without
 * a cause, because the text of a failure is that of its innermost cause.
 */
export class ProviderContractError extends TypeError {
  override readonly name = 'ProviderContractError';
  readonly verdict: Verdict = permanent('unknown', 'bad_chunk');
}

/** The attempt has gone beyond one of the `Limits`. It is not tried again, because it would cost as much again. */
export class AttemptLimitError extends RangeError {
  override readonly name = 'AttemptLimitError';
  readonly verdict: Verdict;

  constructor(code: 'attempt_too_long' | 'attempt_too_large' | 'chunk_too_large', message: string) {
    super(message);
    this.verdict = permanent(code === 'attempt_too_long' ? 'timeout' : 'unknown', code);
  }
}

/** What the error means; undefined for an error of the provider, which must be classified. */
export const verdictOf = (error: unknown): Verdict | undefined =>
  error instanceof ProviderContractError || error instanceof AttemptLimitError
    ? error.verdict
    : undefined;

function permanent(kind: Failure['kind'], code: string): Verdict {
  return { kind, retryable: false, code, decidedBy: `runtime/${code.replaceAll('_', '-')}` };
}
