/** The status line of a run, for the eye and for screen readers, and what the user may do next. */
import { isLost } from '@perdure/run/words';
import type { RunView } from '@perdure/thread';
import type { i18n } from 'i18next';
import { failureText } from './failure-text.ts';
import type { TextKey } from './texts.ts';
import { translator } from './translate.ts';
import { formatUntil, isToday, toFullMinute } from './until.ts';

/** A run's state, failure and wait in one line. */
export interface StatusLine {
  /** The line to be seen: "Server error, retry 2 of 10 · 8 s". */
  text: string;
  /** The line for screen readers. It has no seconds, so that it changes once per transition and not each second. */
  announcement: string;
  /**
   * Whole seconds until the deadline of the wait, rounded up: 0 once the deadline has passed, null without a deadline.
   */
  seconds: number | null;
}

/** The fields of a run that its status line shows. */
export type StatusRun = Pick<
  RunView,
  'state' | 'retryCount' | 'maxRetries' | 'retryAt' | 'failure'
> &
  Partial<Pick<RunView, 'isAnswering' | 'finishReason'>>;

/**
 * The status line of a run.
 *
 * @param now epoch milliseconds
 */
export function runStatus(i18n: i18n, run: StatusRun, now: number): StatusLine {
  const { retryCount, maxRetries, retryAt } = run;
  const seconds = retryAt === null ? null : Math.max(0, Math.ceil((retryAt - now) / 1000));
  const t = translator(i18n);
  const announced = announcementKey(run, now);
  const values = {
    retryCount,
    maxRetries,
    failure: failureText(i18n, run.failure ?? { kind: 'unknown' }).name,
    count: announced === 'retry.repeated' ? (run.failure?.repeats ?? 0) : (seconds ?? 0),
    until: until(run, now, t('locale')),
  };
  return {
    text: t(textKey(run, seconds) ?? announced, values),
    announcement: t(announced, values),
    seconds,
  };
}

/**
 * A text that says what happens next, and what the user may do: "It tries again by itself. You can also try now, or
 * cancel."
 */
export function nextAction(
  i18n: i18n,
  { state, failure }: Pick<RunView, 'state' | 'failure'>,
): string {
  const isOver = state === 'failed' || state === 'interrupted';
  return isOver && failure !== null
    ? failureText(i18n, failure).nextAction
    : translator(i18n)(`nextAction.${state}`);
}

const waitsAfterLoss = ({ state, failure }: StatusRun): boolean =>
  state === 'retrying' && failure !== null && isLost(failure);

const waitsForQuota = ({ state, failure }: StatusRun): boolean =>
  state === 'parked' && failure?.kind === 'quotaExceeded';

function until(run: StatusRun, now: number, locale: string): string {
  if (run.retryAt === null) return '';
  return waitsForQuota(run)
    ? formatUntil(toFullMinute(run.retryAt), now, locale, 'minute')
    : formatUntil(run.retryAt, now, locale);
}

/** The key of the line to be seen; undefined if that line is the same as the announcement. */
function textKey(run: StatusRun, seconds: number | null): TextKey | undefined {
  const { state } = run;
  if (seconds === null) return undefined;
  if (waitsAfterLoss(run)) return seconds === 0 ? undefined : 'lost.retrying';
  if (seconds === 0 && (state === 'retrying' || state === 'parked')) return 'retry.now';
  return state === 'retrying' ? 'run.retrying' : undefined;
}

function announcementKey(run: StatusRun, now: number): TextKey {
  const { state, retryCount, retryAt, failure, isAnswering = false, finishReason } = run;
  switch (state) {
    case 'running':
      if (isAnswering) return retryCount > 0 ? 'answering.retry' : 'answering.first';
      return retryCount > 0 ? 'retry.now' : 'run.running';
    case 'retrying':
      return waitsAfterLoss(run) ? 'lost.next' : 'retry.next';
    case 'parked':
      if (retryAt === null) return 'retry.next';
      if (!waitsForQuota(run)) return 'run.parked';
      return isToday(toFullMinute(retryAt), now) ? 'quota.today' : 'quota.later';
    case 'failed':
      if (failure?.repeats !== undefined) return 'retry.repeated';
      return retryCount > 0 ? 'retry.usedUp' : 'run.failed';
    case 'completed':
      return finishReason === 'length' || finishReason === 'toolCalls' || finishReason === 'empty'
        ? `ended.${finishReason}`
        : 'run.completed';
    default:
      return `run.${state}`;
  }
}
