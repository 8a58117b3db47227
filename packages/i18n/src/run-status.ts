/** The one line that says how a run stands, for eyes and for ears. */
import type { RunView } from '@perdure/runtime/view';
import type { i18n } from 'i18next';
import { failureText } from './failure-text.ts';
import type { TextKey } from './texts.ts';
import { translator } from './translate.ts';
import { formatUntil } from './until.ts';

export interface RunStatus {
  /** To be seen: "Server error, retry 2 of 5 · 8 s". */
  text: string;
  /** To be heard: the same without what ticks, so that it changes once a transition and not each second. */
  announcement: string;
  /** Whole seconds left of the wait, rounded up: 0 means that it is over. Null if no deadline is waited for. */
  seconds: number | null;
}

export type StatusRun = Pick<RunView, 'state' | 'retry' | 'maxRetries' | 'retryAt' | 'failure'>;

/** @param now epoch milliseconds */
export function runStatus(i18n: i18n, run: StatusRun, now: number): RunStatus {
  const { retry, maxRetries, retryAt } = run;
  const seconds = retryAt === null ? null : Math.max(0, Math.ceil((retryAt - now) / 1000));
  const t = translator(i18n);
  const values = {
    retry,
    maxRetries,
    failure: failureText(i18n, run.failure ?? { kind: 'unknown' }).name,
    repeats: run.failure?.repeats ?? 0,
    count: seconds ?? 0,
    until: retryAt === null ? '' : formatUntil(retryAt, now, t('locale')),
  };
  return {
    text: t(seenKey(run, seconds), values),
    announcement: t(heardKey(run), values),
    seconds,
  };
}

function seenKey(run: StatusRun, seconds: number | null): TextKey {
  const isOver = seconds === 0 && (run.state === 'retrying' || run.state === 'parked');
  if (isOver) return 'retry.now';
  return run.state === 'retrying' && seconds !== null ? 'run.retrying' : heardKey(run);
}

function heardKey({ state, retry, retryAt, failure }: StatusRun): TextKey {
  switch (state) {
    case 'running':
      return retry > 0 ? 'retry.now' : 'run.running';
    case 'retrying':
      return 'retry.next';
    case 'parked':
      return retryAt === null ? 'retry.next' : 'run.parked';
    case 'failed':
      if (failure?.repeats !== undefined) return 'retry.repeated';
      return retry > 0 ? 'retry.usedUp' : 'run.failed';
    default:
      return `run.${state}`;
  }
}
