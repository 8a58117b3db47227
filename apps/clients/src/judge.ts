/** Judges cells: is the failure what an expert would expect? */
import type { Failure } from '@perdure/failure';
import type { AdapterCell, ClientCell } from './cells/cells.ts';
import { type Expected, expectedOf, wholeAnswers } from './expected.ts';
import { type FaultName, faults } from './faults/index.ts';
import { sentence } from './wires/wire.ts';

/**
 * `unjudged`: a client ends quietly, waits, or says without an error that the answer was aborted. There is no error to
 * judge, and what the client hides is its own affair.
 */
export type Verdict = 'right' | 'wrong' | 'unjudged';

export function judgeClient({ surface, fault, seen }: ClientCell): Verdict {
  const { how, text, failure } = seen;
  if (failure !== undefined) return verdict(isAsExpected(failure, expectedOf(surface, fault)));
  if (how === 'ends' && wholeAnswers.has(fault)) return verdict(text === sentence);
  return 'unjudged';
}

export function judgeAdapter({ surface, fault, seen }: AdapterCell): Verdict {
  const { status, text, failure } = seen;
  if (wholeAnswers.has(fault)) return verdict(status === 'completed' && text === sentence);
  if (faults[fault].caller === 'aborts') return verdict(status === 'cancelled');
  return verdict(
    status === 'failed' &&
      failure !== undefined &&
      isAsExpected(failure, expectedOf(surface, fault)),
  );
}

/** True for the one thing that no adapter may do: a run that completes with an answer that is not whole. */
export const isFalselyComplete = ({ fault, seen }: AdapterCell): boolean =>
  seen.status === 'completed' && !wholeAnswers.has(fault);

/** True for a client that says nothing of a fault. */
export const isHidden = ({ fault, seen }: ClientCell): boolean =>
  seen.how === 'ends' && !isEnd(fault);

/** True for answers that have their end. */
const isEnd = (fault: FaultName): boolean => wholeAnswers.has(fault) || fault === 'filter';

const isAsExpected = (
  { kind, retryable, retryAfterMs }: Failure,
  { kinds, retryable: mayRetry, waitMs }: Expected,
): boolean => kinds.includes(kind) && retryable === mayRetry && retryAfterMs === waitMs;

const verdict = (isRight: boolean): Verdict => (isRight ? 'right' : 'wrong');
