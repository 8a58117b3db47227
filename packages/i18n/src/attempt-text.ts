/** The labels of an attempt, for a timeline of a run. */
import type { AttemptView } from '@perdure/runtime/view';
import type { i18n } from 'i18next';
import { type DurationText, durationText } from './duration.ts';
import { failureText } from './failure-text.ts';
import { translator } from './translate.ts';

export interface AttemptText {
  /** "Attempt 2" */
  name: string;
  /** "answered", "Server error", "cancelled", "lost with its process" … */
  outcome: string;
  /** The wait that followed: "waited 8 s". */
  waited: DurationText | null;
  /** "half an answer discarded" */
  discarded: string | null;
  /** The rule that decided: "rule status.server". */
  rule: string | null;
}

export type TimelineAttempt = Pick<
  AttemptView,
  'retry' | 'outcome' | 'failure' | 'waitMs' | 'discarded'
>;

/** @param waitedMs how long was waited really, where that is known: a wait may be cut short */
export function attemptText(
  i18n: i18n,
  { retry, outcome, failure, waitMs, discarded }: TimelineAttempt,
  waitedMs: number | null = waitMs,
): AttemptText {
  const t = translator(i18n);
  return {
    name: t('timeline.attempt', { number: retry + 1 }),
    outcome: t(`outcome.${outcome}`, {
      failure: failureText(i18n, failure ?? { kind: 'unknown' }).name,
    }),
    waited: waitedMs === null ? null : waitedText(i18n, waitedMs),
    discarded: discarded === null ? null : t('timeline.discarded'),
    rule: failure === null ? null : t('timeline.rule', { rule: failure.rule }),
  };
}

/** "3 attempts" */
export const attemptCount = (i18n: i18n, count: number): string =>
  translator(i18n)('timeline.attempts', { count });

function waitedText(i18n: i18n, ms: number): DurationText {
  const t = translator(i18n);
  const { text, spoken } = durationText(i18n, ms);
  return {
    text: t('timeline.waited', { duration: text }),
    spoken: t('timeline.waited', { duration: spoken }),
  };
}
