/** The texts for a failure. */
import type { Failure } from '@perdure/failure';
import type { i18n } from 'i18next';
import { translator } from './translate.ts';

/** What went wrong, and what the user may do. */
export interface FailureText {
  /** A few words: "Server error". */
  name: string;
  /** What the user may do about it: "Check the API key." */
  nextAction: string;
}

/**
 * The texts for a failure. A kind of failure without texts, because it is newer than the texts, gets those of
 * `unknown`.
 */
export function failureText(
  i18n: i18n,
  { kind, repeats }: Pick<Failure, 'kind' | 'repeats'>,
): FailureText {
  const t = translator(i18n);
  return {
    name: t([`failure.${kind}.name`, 'failure.unknown.name']),
    nextAction: t(
      repeats ? 'repeatedNextAction' : [`failure.${kind}.nextAction`, 'failure.unknown.nextAction'],
    ),
  };
}
