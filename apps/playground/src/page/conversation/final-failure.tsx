/** A run that has failed for good: what went wrong, what to do, another answer, and the provider's own words. */
import type { Failure } from '@perdure/failure';
import { runStatus, runStep } from '@perdure/i18n';
import type { RunView } from '@perdure/runtime/view';
import { useTranslation } from 'react-i18next';
import { Regenerate } from './regenerate.tsx';

interface Props {
  run: RunView;
  failure: Failure;
  /** Old failures are history, and no alert. */
  isLast: boolean;
}

export function FinalFailure({ run, failure, isLast }: Props) {
  const { t, i18n } = useTranslation('playground');
  return (
    <div className="failure" role={isLast ? 'alert' : undefined}>
      <div className="failure-row">
        <div>
          <p className="failure-name">{runStatus(i18n, run, Date.now()).text}</p>
          <p>{runStep(i18n, run)}</p>
        </div>
        <Regenerate runId={run.id} />
      </div>
      <details>
        <summary>{t('run.details')}</summary>
        <pre>{failure.message}</pre>
      </details>
    </div>
  );
}
