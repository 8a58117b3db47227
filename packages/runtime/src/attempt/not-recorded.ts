/** The end of an attempt whose own end is refused by the store for good. The run fails, and nothing is asked again. */
import { type Failure, redact } from '@perdure/failure';
import { isStoreWriteError } from '@perdure/thread';
import type { AttemptEnd } from '../batch/plans.ts';

/** Pauses before a refused record is tried again, milliseconds, because a refusal may pass. */
const refusedMs = [100, 400];

/** Pauses before a plan that has thrown is tried again, because the store may be unreadable for a moment. */
const thrownMs = [1_000, 1_000, 1_000, 1_000];

/** The pause before the same record is tried again; undefined once its refusal is for good. @param count from 1 */
export const pauseAfter = (error: Error, count: number): number | undefined =>
  (isStoreWriteError(error) ? refusedMs : thrownMs)[count - 1];

/**
 * The pause before the last resort is tried again: ever longer, up to an hour. Undefined for a plan that throws, because
 * that is of this run alone, and it must not keep its place.
 */
export const lastPause = (error: Error, count: number): number | undefined =>
  isStoreWriteError(error) ? Math.min(1_000 * 4 ** (count - 1), 3_600_000) : undefined;

/**
 * The end of a run whose attempt can't be recorded as it ended.
 *
 * @param error of the last try
 */
export function notRecorded(end: AttemptEnd, error: Error): AttemptEnd {
  const { usage } = end;
  const failure = end.type === 'attempt.failed' ? failed(end.failure, error) : answered(error);
  return { type: 'attempt.failed', failure, ...(usage && { usage }) };
}

const failed = (failure: Failure, { message }: Error): Failure => ({
  ...failure,
  kind: 'unknown',
  retryable: false,
  code: 'retry_not_recorded',
  message: redact(`The retry could not be recorded. ${message} Before that: ${failure.message}`),
  decidedBy: 'runtime/retry-not-recorded',
});

const answered = ({ message }: Error): Failure => ({
  kind: 'unknown',
  retryable: false,
  code: 'answer_not_recorded',
  message: redact(`The answer could not be recorded. ${message}`),
  decidedBy: 'runtime/answer-not-recorded',
});
