/** What is said of a failure. */
import type { Failure } from '@perdure/failure';
import type { i18n } from 'i18next';
import { translator } from './translate.ts';

export interface FailureText {
  /** A few words: "Server error". */
  name: string;
  /** What one can do about it: "Check the API key." */
  step: string;
}

/** A kind that is newer than these texts reads as an unknown error. */
export function failureText(
  i18n: i18n,
  { kind, repeats }: Pick<Failure, 'kind' | 'repeats'>,
): FailureText {
  const t = translator(i18n);
  return {
    name: t([`failure.${kind}.name`, 'failure.unknown.name']),
    step: t(repeats ? 'repeatedStep' : [`failure.${kind}.step`, 'failure.unknown.step']),
  };
}
