/** A failed run: the failure, what the user may do, buttons to resume it and for another answer, and the provider's message. */
import type { Failure } from '@perdure/failure';
import { nextAction, runStatus } from '@perdure/i18n';
import type { RunView } from '@perdure/thread';
import { useTranslation } from 'react-i18next';
import { Regenerate } from './regenerate.tsx';
import { Resume } from './resume.tsx';

interface Props {
  run: RunView;
  failure: Failure;
  /** True for the last run of the thread. Only the failure of the last run is an alert. */
  isLast: boolean;
}

export function FinalFailure({ run, failure, isLast }: Props) {
  const { t, i18n } = useTranslation('playground');
  return (
    <div className="failure" role={isLast ? 'alert' : undefined}>
      <div className="failure-row">
        <div>
          <p className="failure-name">{runStatus(i18n, run, Date.now()).text}</p>
          <p>{nextAction(i18n, run)}</p>
        </div>
        <div className="failure-actions">
          <Resume runId={run.id} />
          <Regenerate runId={run.id} />
        </div>
      </div>
      <details>
        <summary>{t('run.details')}</summary>
        <pre>{failure.message}</pre>
      </details>
    </div>
  );
}
