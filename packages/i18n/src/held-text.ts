/** The texts for a held queue. */
import type { Failure } from '@perdure/failure';
import type { i18n } from 'i18next';
import { type FailureText, failureText } from './failure-text.ts';
import { translator } from './translate.ts';

/**
 * The texts for a queue that a failed run holds: "2 prompts wait: Quota used up", and what makes it go on.
 *
 * @param count how many prompts wait
 */
export function heldText(
  i18n: i18n,
  { failure, count }: { failure: Pick<Failure, 'kind' | 'repeats'>; count: number },
): FailureText {
  const t = translator(i18n);
  const { name } = failureText(i18n, failure);
  return { name: t('held.waiting', { count, failure: name }), nextAction: t('held.nextAction') };
}
