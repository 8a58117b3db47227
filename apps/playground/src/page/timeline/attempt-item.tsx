/** The item of one attempt in the timeline of a run. */
import { attemptText, durationText, usageText } from '@perdure/i18n';
import type { AttemptView } from '@perdure/thread';
import { useTranslation } from 'react-i18next';
import { DiscardedMessage } from './discarded-message.tsx';

interface Props {
  attempt: AttemptView;
  /** The try that the attempt belongs to, from 1. */
  number: number;
}

export function AttemptItem({ attempt, number }: Props) {
  const { i18n } = useTranslation('playground');
  const { failure, startedAt, endedAt, discarded } = attempt;
  const text = attemptText(i18n, attempt);
  const usage = usageText(i18n, attempt.usage);
  return (
    <li data-outcome={attempt.outcome}>
      <p className="attempt-head">
        <span className="attempt-number">{number}</span>
        <span className="attempt-outcome">{text.outcome}</span>
        {failure?.status !== undefined && <code>{failure.status}</code>}
        {endedAt !== null && (
          <span className="attempt-time">{durationText(i18n, endedAt - startedAt).text}</span>
        )}
      </p>
      {failure !== null && (
        <p className="attempt-more">
          {failure.message} <span className="attempt-decided-by">{text.decidedBy}</span>
        </p>
      )}
      {usage !== null && <p className="usage">{usage}</p>}
      {discarded !== null && <DiscardedMessage messageId={discarded} label={text.discarded} />}
      {text.waited !== null && <p className="attempt-wait">{text.waited.text}</p>}
    </li>
  );
}
