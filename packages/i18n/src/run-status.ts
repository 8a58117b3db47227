/** The one line that says how a run stands, for eyes and for ears, and what comes next. */
import type { RunView } from '@perdure/runtime/view';
import type { i18n } from 'i18next';
import { failureText } from './failure-text.ts';
import type { TextKey } from './texts.ts';
import { translator } from './translate.ts';
import { formatUntil, isToday, toFullMinute } from './until.ts';

export interface RunStatus {
  /** To be seen: "Server error, retry 2 of 5 · 8 s". */
  text: string;
  /** To be heard: the same without what ticks, so that it changes once a transition and not each second. */
  announcement: string;
  /** Whole seconds left of the wait, rounded up: 0 means that it is over. Null if no deadline is waited for. */
  seconds: number | null;
}

export type StatusRun = Pick<RunView, 'state' | 'retry' | 'maxRetries' | 'retryAt' | 'failure'> &
  Partial<Pick<RunView, 'isAnswering'>>;

/** @param now epoch milliseconds */
export function runStatus(i18n: i18n, run: StatusRun, now: number): RunStatus {
  const { retry, maxRetries, retryAt } = run;
  const seconds = retryAt === null ? null : Math.max(0, Math.ceil((retryAt - now) / 1000));
  const t = translator(i18n);
  const heard = heardKey(run, now);
  const values = {
    retry,
    maxRetries,
    failure: failureText(i18n, run.failure ?? { kind: 'unknown' }).name,
    count: heard === 'retry.repeated' ? (run.failure?.repeats ?? 0) : (seconds ?? 0),
    until: until(run, now, t('locale')),
  };
  return {
    text: t(seenKey(run, seconds) ?? heard, values),
    announcement: t(heard, values),
    seconds,
  };
}

/** What comes next, or what one can do: "It tries again by itself. You can also try now, or cancel." */
export function runStep(
  i18n: i18n,
  { state, failure }: Pick<RunView, 'state' | 'failure'>,
): string {
  const isOver = state === 'failed' || state === 'interrupted';
  return isOver && failure !== null
    ? failureText(i18n, failure).step
    : translator(i18n)(`step.${state}`);
}

const waitsForQuota = ({ state, failure }: StatusRun): boolean =>
  state === 'parked' && failure?.kind === 'quotaExceeded';

function until(run: StatusRun, now: number, locale: string): string {
  if (run.retryAt === null) return '';
  return waitsForQuota(run)
    ? formatUntil(toFullMinute(run.retryAt), now, locale, 'minute')
    : formatUntil(run.retryAt, now, locale);
}

/** Where what is seen says more than what is heard. */
function seenKey({ state }: StatusRun, seconds: number | null): TextKey | undefined {
  if (seconds === null) return undefined;
  if (seconds === 0 && (state === 'retrying' || state === 'parked')) return 'retry.now';
  return state === 'retrying' ? 'run.retrying' : undefined;
}

function heardKey(run: StatusRun, now: number): TextKey {
  const { state, retry, retryAt, failure, isAnswering = false } = run;
  switch (state) {
    case 'running':
      if (isAnswering) return retry > 0 ? 'answering.retry' : 'answering.first';
      return retry > 0 ? 'retry.now' : 'run.running';
    case 'retrying':
      return 'retry.next';
    case 'parked':
      if (retryAt === null) return 'retry.next';
      if (!waitsForQuota(run)) return 'run.parked';
      return isToday(toFullMinute(retryAt), now) ? 'quota.today' : 'quota.later';
    case 'failed':
      if (failure?.repeats !== undefined) return 'retry.repeated';
      return retry > 0 ? 'retry.usedUp' : 'run.failed';
    default:
      return `run.${state}`;
  }
}
