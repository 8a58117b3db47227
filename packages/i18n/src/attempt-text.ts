/** The labels of an attempt, for the timeline of a run. */
import type { AttemptView } from '@perdure/thread';
import type { i18n } from 'i18next';
import { type DurationText, durationText } from './duration.ts';
import { failureText } from './failure-text.ts';
import { translator } from './translate.ts';

/** The labels of an attempt. */
export interface AttemptText {
  /** The name of the attempt, with a number that is 1 more than `retryCount`: "Attempt 2". */
  name: string;
  /** How the attempt ended: "answered", "Server error", "cancelled", "lost with its process" … */
  outcome: string;
  /** The wait after the attempt: "waited 8 s"; null if no wait followed. */
  waited: DurationText | null;
  /** The label for discarded text: "half an answer discarded"; null if no text was discarded. */
  discarded: string | null;
  /**
   * What the failure was recognised by: "recognised by status/5xx"; null without a failure, and for a failure that a
   * version without this field recorded.
   */
  decidedBy: string | null;
}

/** The fields of an `AttemptView` that its labels show. */
export type TimelineAttempt = Pick<
  AttemptView,
  'retryCount' | 'outcome' | 'failure' | 'waitMs' | 'discarded'
>;

/**
 * The labels of an attempt.
 *
 * @param waitedMs length of the wait after the attempt, milliseconds. Shorter than planned if the user retried at once.
 *   @default the planned wait
 */
export function attemptText(
  i18n: i18n,
  { retryCount, outcome, failure, waitMs, discarded }: TimelineAttempt,
  waitedMs: number | null = waitMs,
): AttemptText {
  const t = translator(i18n);
  return {
    name: t('timeline.attempt', { number: retryCount + 1 }),
    outcome: t(`outcome.${outcome}`, {
      failure: failureText(i18n, failure ?? { kind: 'unknown' }).name,
    }),
    waited: waitedMs === null ? null : waitedText(i18n, waitedMs),
    discarded: discarded === null ? null : t('timeline.discarded'),
    decidedBy: failure?.decidedBy
      ? t('timeline.decidedBy', { decidedBy: failure.decidedBy })
      : null,
  };
}

/** The number of attempts: "3 attempts". */
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
