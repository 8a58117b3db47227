/** One attempt of a run. */
import { failureText } from '@perdure/i18n';
import type { AttemptView } from '@perdure/runtime/view';
import { useTranslation } from 'react-i18next';
import { DiscardedHalf } from './discarded-half.tsx';

interface Props {
  attempt: AttemptView;
  /** From 1. */
  number: number;
}

export function AttemptItem({ attempt, number }: Props) {
  const { t, i18n } = useTranslation('playground');
  const { outcome, failure, startedAt, endedAt, waitMs, discarded } = attempt;
  const seconds = (ms: number) => (ms / 1_000).toFixed(ms < 10_000 ? 1 : 0);
  return (
    <li data-outcome={outcome}>
      <p className="attempt-head">
        <span className="attempt-number">{number}</span>
        <span>
          {failure === null ? t(`timeline.outcome.${outcome}`) : failureText(i18n, failure).name}
        </span>
        {failure?.status !== undefined && <code>{failure.status}</code>}
        {endedAt !== null && (
          <span className="attempt-time">
            {t('timeline.took', { seconds: seconds(endedAt - startedAt) })}
          </span>
        )}
      </p>
      {failure !== null && (
        <p className="attempt-more">
          {failure.message}{' '}
          <span className="attempt-rule">{t('timeline.rule', { rule: failure.rule })}</span>
        </p>
      )}
      {discarded !== null && <DiscardedHalf messageId={discarded} />}
      {waitMs !== null && (
        <p className="attempt-wait">{t('timeline.waited', { seconds: seconds(waitMs) })}</p>
      )}
    </li>
  );
}
